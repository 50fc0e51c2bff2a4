import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { VitalSigns } from '../../db/read-models/vital-signs';
import { watchPool } from '../../gateways/telemetry/pool-metrics';
import { registerVitalGauges } from './vital-gauges';

export interface Metrics {
  observe(request: { method: string; route: string; status: number }, seconds: number): void;
  /** Every metric that can be had: while the database is away those that are read from it are missing. */
  text(): Promise<string>;
  contentType: string;
}

export interface MetricSources {
  vitalSigns: () => Promise<VitalSigns>;
  isTemporalReachable: () => boolean;
  pool: () => { busy: number; idle: number; waiting: number };
  openStreams: () => number;
}

export function createMetrics({ vitalSigns, isTemporalReachable, pool, openStreams }: MetricSources): Metrics {
  const own = new Registry();
  collectDefaultMetrics({ register: own });
  watchPool(own, pool);
  const latency = new Histogram({
    name: 'outrider_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [own],
  });
  gauge(own, 'outrider_temporal_reachable', '1 while messages reach Temporal at once; 0: the relay has them.', () =>
    isTemporalReachable() ? 1 : 0,
  );
  gauge(own, 'outrider_open_streams', 'Event streams that clients hold open.', openStreams);
  const vital = new Registry();
  registerVitalGauges(vital, vitalSigns);
  return {
    observe: ({ method, route, status }, seconds) => latency.observe({ method, route, status }, seconds),
    // The process must stay visible when the database is not.
    text: async () => `${await own.metrics()}\n${await vital.metrics().catch(() => '')}`,
    contentType: own.contentType,
  };
}

function gauge(registry: Registry, name: string, help: string, value: () => number): void {
  const made = new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(value());
    },
  });
  registry.registerMetric(made);
}
