import { DefaultLogger, type Logger as TemporalLogger } from '@temporalio/worker';
import pino, { type Logger } from 'pino';
import type { Config } from '../config';
import { traceOfLog } from '../gateways/telemetry/tracing';

export function createLogger({ log }: Config, name: string): Logger {
  const transport = log.format === 'pretty' ? { target: 'pino-pretty' } : undefined;
  return pino({ name, level: log.level, transport, mixin: traceOfLog });
}

/** The SDK's log lines in our log. */
export function temporalLogger(log: Logger): TemporalLogger {
  return new DefaultLogger('INFO', ({ level, message, meta }) => {
    const write = { TRACE: log.trace, DEBUG: log.debug, INFO: log.debug, WARN: log.warn, ERROR: log.error }[level];
    const { error: err, taskToken: _token, ...rest } = meta ?? {};
    write.call(log, { ...rest, ...(err ? { err } : {}) }, message);
  });
}
