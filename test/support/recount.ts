import type { PrismaClient } from '../../db/generated/client';
import { groupBy } from '../../simulation/replay/group-by';

/** What analytics say, counted again the slow way: from the raw events of a market, one by one. Seconds are real time. */
export interface Recount {
  placed: number;
  delivered: number;
  returned: number;
  cancelled: number;
  undeliverable: number;
  neverAssigned: number;
  assignS: number[];
  onTime: number;
  lateS: number[];
  accepted: number;
  declined: number;
  expired: number;
  forced: number;
  reassigned: number;
  escalations: Record<string, number>;
  onlineS: number;
  busyS: number;
}

interface RawEvent {
  orderId: string;
  number: number;
  type: string;
  statusFrom: string | null;
  statusTo: string;
  data: { driver_id?: string | null; driver_before?: string | null; reason?: string; offer_id?: string };
  occurredAt: Date;
  recordedAt: Date;
}

const BINDS = ['offer.accepted', 'order.force_assigned'];
/** An order leaves its driver and goes on: he gave it back, it was taken from him, or he was lost with the goods. */
const LEAVES = ['released', 'requeued', 'reassigned', 'taken_out', 'stranded'].map((what) => `order.${what}`);
const ENDS = ['delivered', 'returned', 'cancelled', 'undeliverable'];

/** Of what happened from `from` to before `to`, at its own time. */
export async function recount(prisma: PrismaClient, marketId: string, from: Date, to: Date): Promise<Recount> {
  const events = (await prisma.event.findMany({
    where: { marketId, orderId: { not: null } },
    orderBy: [{ orderId: 'asc' }, { number: 'asc' }],
  })) as unknown as RawEvent[];
  const promises = new Map(
    (await prisma.order.findMany({ where: { marketId } })).map(({ id, promisedAt }) => [id, promisedAt.getTime()]),
  );
  const within = ({ occurredAt }: { occurredAt: Date }): boolean => occurredAt >= from && occurredAt < to;
  const stories = groupBy(events, ({ orderId }) => orderId);
  const count: Recount = {
    placed: 0,
    delivered: 0,
    returned: 0,
    cancelled: 0,
    undeliverable: 0,
    neverAssigned: 0,
    assignS: [],
    onTime: 0,
    lateS: [],
    accepted: 0,
    declined: 0,
    expired: 0,
    forced: 0,
    reassigned: 0,
    escalations: {},
    ...(await secondsAtWork(prisma, marketId, events, from, to)),
  };
  for (const [orderId, story] of stories) {
    const first = story.find(({ type }) => BINDS.includes(type));
    const pooled = story.find(({ type }) => type === 'order.pooled') ?? story[0]!;
    if (first && within(first)) count.assignS.push((first.occurredAt.getTime() - pooled.occurredAt.getTime()) / 1_000);
    for (const event of story.filter(within)) tally(event, first !== undefined, promises.get(orderId)!, count);
  }
  // An offer of several orders is settled once, whatever its orders' events say.
  for (const outcome of ['accepted', 'declined', 'expired'] as const) {
    const settled = events.filter((event) => event.type === `offer.${outcome}` && within(event));
    count[outcome] = new Set(settled.map(({ data }) => data.offer_id)).size;
  }
  return count;
}

function tally(event: RawEvent, wasAssigned: boolean, promisedAt: number, count: Recount): void {
  const { type, statusFrom, statusTo, data, occurredAt } = event;
  if (type === 'order.placed') count.placed += 1;
  if (type === 'order.force_assigned') count.forced += 1;
  if (type === 'escalation.raised') count.escalations[data.reason!] = (count.escalations[data.reason!] ?? 0) + 1;
  const gaveBack = LEAVES.includes(type) && data.driver_id != null;
  if (gaveBack || (type === 'order.force_assigned' && data.driver_before != null)) count.reassigned += 1;
  if (statusFrom === statusTo || !ENDS.includes(statusTo)) return;
  count[statusTo as 'delivered'] += 1;
  if (!wasAssigned) count.neverAssigned += 1;
  if (statusTo !== 'delivered') return;
  const lateS = (occurredAt.getTime() - promisedAt) / 1_000;
  if (lateS <= 0) count.onTime += 1;
  else count.lateS.push(lateS);
}

/** On shift by the events of shifts; on a route from the first order in hand to the last, by those of orders. */
async function secondsAtWork(prisma: PrismaClient, marketId: string, events: RawEvent[], from: Date, to: Date) {
  const shifts = await prisma.event.findMany({
    where: { marketId, type: { startsWith: 'shift.' } },
    orderBy: { id: 'asc' },
  });
  const online = [...groupBy(shifts, ({ subjectId }) => subjectId).values()].map((told) => {
    const ended = told.find(({ type }) => type === 'shift.ended');
    return {
      driverId: told[0]!.driverId!,
      from: told[0]!.occurredAt.getTime(),
      to: ended?.occurredAt.getTime() ?? Infinity,
    };
  });
  const shared = (a: { from: number; to: number }, b: { from: number; to: number }): number =>
    Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
  const span = { from: from.getTime(), to: Math.min(to.getTime(), Date.now()) };
  const clipped = online.map((shift) => ({
    ...shift,
    from: Math.max(shift.from, span.from),
    to: Math.min(shift.to, span.to),
  }));
  const busy = routesOf(events).flatMap((route) =>
    clipped.filter(({ driverId }) => driverId === route.driverId).map((shift) => shared(route, shift)),
  );
  return {
    onlineS: clipped.reduce((sum, shift) => sum + Math.max(0, shift.to - shift.from), 0) / 1_000,
    busyS: busy.reduce((sum, ms) => sum + ms, 0) / 1_000,
  };
}

function routesOf(events: RawEvent[]): { driverId: string; from: number; to: number }[] {
  const changes = [...groupBy(events, ({ orderId }) => orderId).values()].flatMap((story) => {
    let carrier: string | null = null;
    return story.flatMap(({ type, statusTo, data, recordedAt }) => {
      const was = carrier;
      if (BINDS.includes(type)) carrier = data.driver_id!;
      else if (ENDS.includes(statusTo) || LEAVES.includes(type)) carrier = null;
      if (was === carrier) return [];
      const at = recordedAt.getTime();
      return [
        ...(was === null ? [] : [{ driverId: was, at, by: -1 }]),
        ...(carrier === null ? [] : [{ driverId: carrier, at, by: 1 }]),
      ];
    });
  });
  return [...groupBy(changes, ({ driverId }) => driverId)].flatMap(([driverId, his]) => {
    const routes: { driverId: string; from: number; to: number }[] = [];
    let carried = 0;
    for (const { at, by } of his.toSorted((a, b) => a.at - b.at || b.by - a.by)) {
      if (carried === 0) routes.push({ driverId, from: at, to: Infinity });
      carried += by;
      if (carried === 0) routes.at(-1)!.to = at;
    }
    return routes;
  });
}
