import { Runtime } from '@temporalio/worker';
import { ConfigError, loadConfig } from '../config';
import { startTracing } from '../gateways/telemetry/tracing';
import { serveHealth } from './health';
import { createLogger, temporalLogger } from './logger';
import { sdkMetrics } from './metrics/sdk-metrics';
import { startWorkerProcess } from './process';

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger(config, 'worker');
  const sdk = await sdkMetrics();
  Runtime.install({ logger: temporalLogger(log), shutdownSignals: [], telemetryOptions: sdk.telemetryOptions });
  const tracing = startTracing('worker', config.tracing);
  const worker = await startWorkerProcess(config, log);
  let stopping = false;
  const health = await serveHealth(config.worker.healthPort, {
    isHealthy: () => !stopping,
    metrics: async () => `${await worker.metrics()}\n${await sdk.text()}`,
  });
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
    await tracing.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
});
