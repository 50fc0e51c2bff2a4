import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { msToTs } from '@temporalio/common/lib/time';
import { NativeConnection } from '@temporalio/worker';
import { registerSearchAttributes } from '../../cli/stack/prepare-temporal';
import { temporalCli, temporalTestServer } from '../../cli/stack/temporal-binaries';
import { binDir, testServers } from './servers';

/** A server that skips time: durations of hours pass at once. It knows no list, count, schedule or reset. */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = await temporalTestServer(binDir);
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await registerSearchAttributes(environment.connection, environment.namespace ?? 'default');
  return environment;
}

/** A real server that suggests to continue as new after a few events already. */
export async function impatientEnvironment(): Promise<TestWorkflowEnvironment> {
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalCli(binDir) },
      extraArgs: ['--log-level', 'error', '--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=15'],
    },
  });
  await registerSearchAttributes(environment.connection, environment.namespace ?? 'default');
  return environment;
}

export interface LocalTemporal {
  address: string;
  namespace: string;
  client: Client;
  /** For workers. */
  connection: NativeConnection;
  close(): Promise<void>;
}

/** The run's real Temporal server, in a namespace of its own: no other test file sees its workflows or task queues. */
export async function localTemporal(): Promise<LocalTemporal> {
  const address = testServers().temporalAddress;
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const clientConnection = await Connection.connect({ address });
  await clientConnection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await registerSearchAttributes(clientConnection, namespace);
  const connection = await NativeConnection.connect({ address });
  return {
    address,
    namespace,
    client: new Client({ connection: clientConnection, namespace }),
    connection,
    async close() {
      await connection.close();
      await clientConnection.close();
    },
  };
}

/** The impatient server, as a test gets the run's own. */
export async function impatientTemporal(): Promise<LocalTemporal> {
  const environment = await impatientEnvironment();
  const { address, namespace = 'default', client, nativeConnection: connection } = environment;
  return { address, namespace, client, connection, close: () => environment.teardown() };
}
