import type { StandingOrder } from '../domain/dispatch/standing-order';
import type { OrderMessenger } from './order-messenger';
import { Refused, type RefusedOutcome } from './problem';

interface Recordable extends RefusedOutcome {
  done: boolean;
  repeated?: boolean;
}

export type Recorded<Result> = Result & { order: StandingOrder };
export type Record = <Result extends Recordable>(transition: Promise<Result>) => Promise<Recorded<Result>>;

/** Record, then signal: what the database has committed is the answer, and the order's workflow is told of it. */
export function createRecord(messenger: Pick<OrderMessenger, 'send'>): Record {
  return async (transition) => {
    const outcome = await transition;
    const { done, order, repeated } = outcome;
    if (!done || !order) throw new Refused(outcome);
    if (!repeated) messenger.send(order);
    return { ...outcome, order };
  };
}
