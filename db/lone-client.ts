import { Client, type ClientConfig } from 'pg';

/**
 * A connection outside of any pool. When it breaks while nothing is asked of it, its next statement fails: without a
 * listener the process would end, with a stack trace where somebody expects a sentence.
 */
export const loneClient = (config: ClientConfig): Client => new Client(config).on('error', () => {});
