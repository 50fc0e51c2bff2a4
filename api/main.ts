import { ConfigError, loadConfig } from '../config';
import { startTracing } from '../gateways/telemetry/tracing';
import { startApi } from './api';
import { createLogger } from './logger';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger(config);
  const tracing = startTracing('api', config.tracing);
  const api = await startApi(config, log);
  log.info({ port: api.port }, 'API is listening');
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      api
        .stop()
        .then(() => tracing.stop())
        .then(
          () => log.info('API has stopped'),
          (error: unknown) => {
            log.error({ err: error }, 'API could not stop cleanly');
            process.exitCode = 1;
          },
        );
    });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
});
