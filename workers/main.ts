import { Runtime } from '@temporalio/worker';
import { ConfigError, loadConfig } from '../config';
import { serveHealth } from './health';
import { createLogger, temporalLogger } from './logger';
import { startWorkerProcess } from './process';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger(config, 'worker');
  Runtime.install({ logger: temporalLogger(log), shutdownSignals: [] });
  const worker = await startWorkerProcess(config, log);
  let stopping = false;
  const health = await serveHealth(config.worker.healthPort, () => !stopping);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      worker.stop();
    });
  }
  log.info({ temporal: config.temporal.address, healthPort: health.port }, 'worker is polling');
  try {
    await worker.done;
  } finally {
    health.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
});
