import pino, { type Logger } from 'pino';
import type { Config } from '../config';
import { traceOfLog } from '../gateways/telemetry/tracing';

/** IDs, statuses and times only: bodies, queries and headers hold names, addresses and credentials. */
export function createLogger({ log }: Config): Logger {
  const transport = log.format === 'pretty' ? { target: 'pino-pretty' } : undefined;
  return pino({ name: 'api', level: log.level, transport, mixin: traceOfLog });
}
