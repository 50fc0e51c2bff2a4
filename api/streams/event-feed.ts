import type { Logger } from 'pino';

/** What the relay publishes of every committed event. */
export interface FeedEvent {
  type: string;
  marketId: string;
  orderId?: string;
  driverId?: string | null;
  status?: string;
  number?: number;
  data: { driver_id?: string | null; driver_before?: string | null; offer_id?: string; [fact: string]: unknown };
}

export interface FeedListener {
  onEvent: (event: FeedEvent) => void;
  /** Events may have been missed. */
  onGap: () => void;
}

export interface EventFeed {
  publish: (payload: string) => void;
  gap: () => void;
  /** Answers how to leave. */
  listen: (listener: FeedListener) => () => void;
}

/** Hands what one database connection hears to everybody in this process who wants to know. */
export function createEventFeed(log: Logger): EventFeed {
  const listeners = new Set<FeedListener>();
  return {
    publish(payload) {
      try {
        const event = JSON.parse(payload) as FeedEvent;
        for (const listener of listeners) listener.onEvent({ ...event, data: event.data ?? {} });
      } catch (error) {
        log.error({ err: error }, 'an event could not be read');
      }
    },
    gap() {
      for (const listener of listeners) listener.onGap();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Drivers whom an event concerns: who has the order now, who is asked, who had it before. */
export const driversOf = ({ driverId, data }: FeedEvent): string[] =>
  [driverId, data.driver_id, data.driver_before].filter((id): id is string => typeof id === 'string');
