import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds in which messages, rounds and activities are handled on a good day, and on a bad one. */
const WORK_BUCKETS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
/** Seconds in which an order finds a driver or its door. */
const ORDER_BUCKETS = [15, 30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 2_700, 3_600, 5_400];

/**
 * What a worker counts. Every event passes exactly one worker's relay (twice at most, when one dies), so sums over all
 * workers are true.
 */
export class Instruments {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  readonly events = new Counter({
    name: 'outrider_events_total',
    help: 'Audited facts that were published, by market and type.',
    labelNames: ['market', 'type'],
    registers: this.registers,
  });
  readonly ordersEnded = new Counter({
    name: 'outrider_orders_ended_total',
    help: 'Orders that came to an end, by market and status.',
    labelNames: ['market', 'status'],
    registers: this.registers,
  });
  readonly deliveries = new Counter({
    name: 'outrider_deliveries_total',
    help: 'Delivered orders, by market and whether the promise was kept.',
    labelNames: ['market', 'on_time'],
    registers: this.registers,
  });
  readonly timeToAssign = new Histogram({
    name: 'outrider_time_to_assign_seconds',
    help: 'From entering the pool to the first driver, in real time.',
    labelNames: ['market'],
    buckets: ORDER_BUCKETS,
    registers: this.registers,
  });
  readonly clickToDoor = new Histogram({
    name: 'outrider_click_to_door_seconds',
    help: 'From placement to dropoff, in real time.',
    labelNames: ['market'],
    buckets: ORDER_BUCKETS,
    registers: this.registers,
  });
  readonly relayed = new Counter({
    name: 'outrider_relay_messages_total',
    help: 'Messages of the outbox, by topic and whether they were delivered or wait for their next try.',
    labelNames: ['topic', 'outcome'],
    registers: this.registers,
  });
  readonly relayLag = new Histogram({
    name: 'outrider_relay_lag_seconds',
    help: 'From the commit of a message to its delivery by the relay.',
    labelNames: ['topic'],
    buckets: WORK_BUCKETS,
    registers: this.registers,
  });
  readonly activities = new Histogram({
    name: 'outrider_activity_seconds',
    help: 'Attempts at activities, by activity and outcome.',
    labelNames: ['activity', 'outcome'],
    buckets: WORK_BUCKETS,
    registers: this.registers,
  });
  readonly rounds = new Histogram({
    name: 'outrider_round_seconds',
    help: 'A whole round: reading, solving, applying.',
    labelNames: ['market'],
    buckets: WORK_BUCKETS,
    registers: this.registers,
  });
  readonly proposals = new Counter({
    name: 'outrider_round_proposals_total',
    help: 'What rounds proposed, by whether it stood when it was applied.',
    labelNames: ['market', 'outcome'],
    registers: this.registers,
  });
  readonly waiting = new Gauge({
    name: 'outrider_round_waiting_orders',
    help: 'Orders that the last round left without a driver.',
    labelNames: ['market'],
    registers: this.registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
