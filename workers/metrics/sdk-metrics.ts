import { createServer } from 'node:net';
import type { RuntimeOptions } from '@temporalio/worker';

const HOST = '127.0.0.1';

export interface SdkMetrics {
  telemetryOptions: NonNullable<RuntimeOptions['telemetryOptions']>;
  /** What Temporal's SDK has counted so far, as Prometheus reads it. Empty when it does not answer. */
  text(): Promise<string>;
}

/**
 * Temporal's SDK serves its own metrics on a port of its own. It is one that only this machine sees, and the worker
 * hands them on, so that a worker is one target.
 */
export async function sdkMetrics(): Promise<SdkMetrics> {
  const bindAddress = `${HOST}:${await freePort()}`;
  return {
    telemetryOptions: {
      metrics: {
        prometheus: { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true },
      },
    },
    async text() {
      const answer = await fetch(`http://${bindAddress}/metrics`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => null,
      );
      return answer?.ok ? answer.text() : '';
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, HOST, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
