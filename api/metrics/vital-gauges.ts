import { Gauge, type Registry } from 'prom-client';
import type { VitalSigns } from '../../db/read-models/vital-signs';

type Labels = { [label: string]: string | number | boolean };
type Sample = [labels: Labels, value: number];

interface VitalGauge {
  name: string;
  help: string;
  labels: string[];
  samples: (signs: VitalSigns) => Sample[];
}

/** Each is read from the database when it is scraped, so every API process shows the same: take the maximum, not the sum. */
const VITAL_GAUGES: VitalGauge[] = [
  {
    name: 'outrider_market_info',
    help: '1 for every market; livemode false: a test market.',
    labels: ['market', 'livemode'],
    samples: ({ markets }) => markets.map(({ market, livemode }) => [{ market, livemode }, 1]),
  },
  {
    name: 'outrider_market_policy_version',
    help: 'Version of the policy that new orders are placed under.',
    labels: ['market'],
    samples: ({ markets }) => markets.map(({ market, version }) => [{ market }, version]),
  },
  {
    name: 'outrider_open_orders',
    help: 'Open orders, by market, zone and status.',
    labels: ['market', 'zone', 'status'],
    samples: ({ openOrders }) => openOrders.map(({ count, ...labels }) => [labels, count]),
  },
  {
    name: 'outrider_late_orders',
    help: 'Open orders whose promise has passed.',
    labels: ['market'],
    samples: ({ waiting }) => waiting.map(({ market, late }) => [{ market }, late]),
  },
  {
    name: 'outrider_oldest_unassigned_seconds',
    help: 'How long the order that has waited longest for a driver has waited.',
    labels: ['market'],
    samples: ({ waiting }) => waiting.map(({ market, oldestUnassignedS }) => [{ market }, oldestUnassignedS]),
  },
  {
    name: 'outrider_orders_without_workflow',
    help: 'Open orders that Temporal has not heard of half a minute after their placement.',
    labels: ['market'],
    samples: ({ waiting }) => waiting.map(({ market, withoutWorkflow }) => [{ market }, withoutWorkflow]),
  },
  {
    name: 'outrider_open_escalations',
    help: 'Escalations that are open, by market and rung.',
    labels: ['market', 'rung'],
    samples: ({ escalations }) => escalations.map(({ market, rung, open }) => [{ market, rung }, open]),
  },
  {
    name: 'outrider_unowned_escalations',
    help: 'Escalations that nobody has taken, by market and rung.',
    labels: ['market', 'rung'],
    samples: ({ escalations }) => escalations.map(({ market, rung, unowned }) => [{ market, rung }, unowned]),
  },
  {
    name: 'outrider_oldest_unowned_escalation_seconds',
    help: 'Age of the oldest escalation that nobody has taken.',
    labels: ['market', 'rung'],
    samples: ({ escalations }) =>
      escalations.map(({ market, rung, oldestUnownedS }) => [{ market, rung }, oldestUnownedS]),
  },
  {
    name: 'outrider_drivers',
    help: 'Active drivers, by market and availability.',
    labels: ['market', 'availability'],
    samples: ({ drivers }) => drivers.map(({ market, availability, count }) => [{ market, availability }, count]),
  },
  {
    name: 'outrider_busy_drivers',
    help: 'Drivers who have something to do, by market and availability.',
    labels: ['market', 'availability'],
    samples: ({ drivers }) => drivers.map(({ market, availability, busy }) => [{ market, availability }, busy]),
  },
  {
    name: 'outrider_outbox_messages',
    help: 'Messages that are not delivered yet, by topic.',
    labels: ['topic'],
    samples: ({ outbox }) => outbox.map(({ topic, count }) => [{ topic }, count]),
  },
  {
    name: 'outrider_outbox_oldest_seconds',
    help: 'Age of the oldest message that is not delivered yet.',
    labels: ['topic'],
    samples: ({ outbox }) => outbox.map(({ topic, oldestS }) => [{ topic }, oldestS]),
  },
  {
    name: 'outrider_round_overdue_seconds',
    help: 'How long a market whose pool has filled has waited for its round.',
    labels: ['market'],
    samples: ({ rounds }) => rounds.map(({ market, overdueS }) => [{ market }, overdueS]),
  },
];

/** Scrapes of several collectors within this time share one reading. */
const READING_KEPT_MS = 5_000;

export function registerVitalGauges(registry: Registry, read: () => Promise<VitalSigns>): void {
  let reading: { signs: Promise<VitalSigns>; atMs: number } | null = null;
  const signs = (): Promise<VitalSigns> => {
    if (!reading || performance.now() - reading.atMs > READING_KEPT_MS) {
      reading = { signs: read(), atMs: performance.now() };
      // A reading that failed must not be kept.
      reading.signs.catch(() => (reading = null));
    }
    return reading.signs;
  };
  for (const { name, help, labels, samples } of VITAL_GAUGES) {
    const gauge = new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [],
      async collect() {
        const current = await signs();
        this.reset();
        for (const [values, value] of samples(current)) this.set(asText(values), value);
      },
    });
    registry.registerMetric(gauge);
  }
}

const asText = (labels: Labels): Record<string, string> =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]));
