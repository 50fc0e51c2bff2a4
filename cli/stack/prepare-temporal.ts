import { status } from '@grpc/grpc-js';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import type { Config } from '../../config';
import { SEARCH_ATTRIBUTES } from '../../contracts/search-attributes';

/** The types that our search attributes have: their names on the command line and their numbers in the protocol. */
export const ATTRIBUTE_TYPES = { KEYWORD: { name: 'Keyword', number: 2 }, INT: { name: 'Int', number: 3 } } as const;

/** How long the history of a finished order can be looked at. */
const RETENTION = '30 days';

/** Makes namespace and search attributes known to a server that somebody else runs. What is there already stays. */
export async function prepareTemporal({ connection: options, namespace }: Config['temporal']): Promise<void> {
  const connection = await Connection.connect(options);
  try {
    await ensureNamespace(connection, namespace);
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}

async function ensureNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!hasStatus(error, status.NOT_FOUND)) throw error;
    const workflowExecutionRetentionPeriod = msToTs(RETENTION);
    await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  }
}

export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const known = await knownAttributes(connection, namespace);
  for (const { name, type } of SEARCH_ATTRIBUTES.filter((attribute) => !known.has(attribute.name))) {
    const searchAttributes = { [name]: ATTRIBUTE_TYPES[type].number };
    // One at a time, and another process may do the same at this moment.
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes }).catch((error: unknown) => {
      if (!hasStatus(error, status.ALREADY_EXISTS)) throw error;
    });
  }
}

async function knownAttributes(connection: Connection, namespace: string): Promise<Set<string>> {
  try {
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    return new Set(Object.keys(customAttributes));
  } catch (error) {
    // The server that skips time cannot list them, and one that has just made a namespace may not know it everywhere yet.
    if (hasStatus(error, status.UNIMPLEMENTED) || hasStatus(error, status.NOT_FOUND)) return new Set();
    throw error;
  }
}

const hasStatus = (error: unknown, code: status): boolean => isGrpcServiceError(error) && error.code === code;
