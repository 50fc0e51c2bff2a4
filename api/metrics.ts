import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  observe(request: { method: string; route: string; status: number }, seconds: number): void;
  text(): Promise<string>;
  contentType: string;
}

export interface MetricSources {
  /** Open orders of all markets, read when metrics are scraped. */
  openOrders: () => Promise<{ market: string; status: string; count: number }[]>;
  isTemporalReachable: () => boolean;
}

export function createMetrics({ openOrders, isTemporalReachable }: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const latency = new Histogram({
    name: 'outrider_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  });
  const orders = new Gauge({
    name: 'outrider_open_orders',
    help: 'Open orders, by market and status.',
    labelNames: ['market', 'status'],
    registers: [],
    async collect() {
      const counted = await openOrders();
      this.reset();
      for (const { market, status, count } of counted) this.set({ market, status }, count);
    },
  });
  const temporal = new Gauge({
    name: 'outrider_temporal_reachable',
    help: '1 while messages reach Temporal at once; 0 while they are left to the relay.',
    registers: [],
    collect() {
      this.set(isTemporalReachable() ? 1 : 0);
    },
  });
  registry.registerMetric(orders);
  registry.registerMetric(temporal);
  return {
    observe: ({ method, route, status }, seconds) => latency.observe({ method, route, status }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
