import type { Logger } from 'pino';
import type { TrackingReads } from '../../db/tracking';
import { trackingAnswer } from '../answers/tracking';
import { coalesce } from './coalesce';
import type { EventFeed } from './event-feed';
import type { Sse } from './sse';

export interface TrackingStreamDependencies {
  tracking: TrackingReads;
  feed: EventFeed;
  log: Logger;
  /** Whether a provider passes calls and messages on. */
  canContact: boolean;
}

/** Viewers of a page. `end` closes their connection. */
interface Viewer {
  sse: Sse;
  hash: string;
  end: () => void;
}

/** How often who has moved is asked for, once for all orders that somebody watches. */
const LOOK_EVERY_MS = 300;
const LINKS_EVERY_LOOKS = 30;
/** Clocks of this process and of the database may differ this much. */
const SKEW_MS = 2_000;

/**
 * Streams to customers. All viewers of this process share one statement per look: what it costs grows with the orders
 * that move, not with those who watch. Each message is the whole state, so a viewer who comes back has missed nothing.
 */
export function createTrackingStream({ tracking, feed, log, canContact }: TrackingStreamDependencies) {
  const rooms = new Map<string, Set<Viewer>>();
  const changed = new Set<string>();
  const sent = new Map<string, string>();
  /** When the position came in that was looked at last. */
  const shownAt = new Map<string, string>();
  let looks = 0;
  let timer: NodeJS.Timeout | undefined;

  const look = coalesce(
    async () => {
      const orderIds = [...rooms.keys()];
      looks += 1;
      if (looks % LINKS_EVERY_LOOKS === 0) {
        await endDeadLinks();
        // What no event has told of, because it was lost on its way.
        for (const id of orderIds) changed.add(id);
      }
      for (const { id, receivedAt } of await tracking.movedSince(orderIds, new Date(Date.now() - SKEW_MS))) {
        if (shownAt.get(id) !== receivedAt) changed.add(id);
        shownAt.set(id, receivedAt);
      }
      const due = [...changed].filter((id) => rooms.has(id));
      changed.clear();
      if (due.length > 0) await tell(due);
    },
    (error) => log.warn({ err: error }, 'tracking pages fall behind'),
  );

  feed.listen({
    onEvent: ({ orderId }) => {
      if (orderId === undefined || !rooms.has(orderId)) return;
      changed.add(orderId);
      look();
    },
    onGap: () => {
      for (const id of rooms.keys()) changed.add(id);
    },
  });

  async function tell(orderIds: string[]): Promise<void> {
    const nowMs = Date.now();
    for (const record of await tracking.read(orderIds)) {
      const { id } = record.order;
      const answer = trackingAnswer(record, nowMs, { canContact });
      const state = JSON.stringify({ ...answer, server_time: null });
      if (sent.get(id) === state) continue;
      sent.set(id, state);
      for (const { sse } of rooms.get(id) ?? []) sse.send('tracking', answer, String(nowMs));
    }
  }

  async function endDeadLinks(): Promise<void> {
    const viewers = [...rooms.values()].flatMap((room) => [...room]);
    const live = await tracking.liveLinks(viewers.map(({ hash }) => hash));
    for (const { hash, end } of viewers) if (!live.has(hash)) end();
  }

  function leave(orderId: string, viewer: Viewer): void {
    const room = rooms.get(orderId);
    room?.delete(viewer);
    if (room?.size === 0) {
      rooms.delete(orderId);
      sent.delete(orderId);
      shownAt.delete(orderId);
    }
    if (rooms.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  }

  return async (orderId: string, viewer: Viewer): Promise<void> => {
    const room = rooms.get(orderId) ?? new Set();
    rooms.set(orderId, room.add(viewer));
    timer ??= setInterval(look, LOOK_EVERY_MS);
    timer.unref();
    viewer.sse.onClose(() => leave(orderId, viewer));
    const nowMs = Date.now();
    const [record] = await tracking.read([orderId]);
    if (record) viewer.sse.send('tracking', trackingAnswer(record, nowMs, { canContact }), String(nowMs));
  };
}
