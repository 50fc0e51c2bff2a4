import { Gauge, type Registry } from 'prom-client';

/** Shows a process's database connections among its metrics. `waiting` are statements that wait for one. */
export function watchPool(registry: Registry, figures: () => { busy: number; idle: number; waiting: number }): void {
  const gauge = new Gauge({
    name: 'outrider_database_connections',
    help: 'Connections of this process by state; waiting: statements that wait for one.',
    labelNames: ['state'],
    registers: [],
    collect() {
      for (const [state, count] of Object.entries(figures())) this.set({ state }, count);
    },
  });
  registry.registerMetric(gauge);
}
