import { ConfigError } from '../config';
import { MigrationError } from '../db/migrate';
import { PartError } from './stack/part';

/** Something that whoever typed the command can mend. The message is one sentence that says how. */
export class UserError extends Error {
  override name = 'UserError';
}

const OURS = [UserError, ConfigError, MigrationError, PartError];

/** What a person reads when a command fails: never a stack trace. */
export function describeFailure(error: unknown): string {
  const message = messageOf(error);
  if (/ENOSPC|No space left on device|disk is full/i.test(message))
    return 'The disk is full: free some space and start again.';
  if (OURS.some((type) => error instanceof type)) return message;
  if (/ECONNREFUSED/.test(message)) return `Nothing answers there: ${message}. Start the stack with \`npm start\`.`;
  return `Outrider failed: ${message}`;
}

function messageOf(error: unknown): string {
  // Node hides what happened to each address of a host in an error without a message.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && !error.message ? messageOf(error.cause) : error.message;
}
