import { ApplicationFailure } from '@temporalio/activity';
import type { Actor } from '../domain/actor';
import type { Outcome, SettleOutcome } from '../domain/dispatch/outcome';
import type { StandingOrder } from '../domain/dispatch/standing-order';
import type { Climb } from '../domain/ladder/climb';
import type { DispatchReading, DispatchStore, FaultPoints, RelayNudge } from '../domain/ports';
import { actingWorkflow } from './acting-workflow';

/** The order as it stands after a step, done or refused: the workflow adopts it either way. */
export interface StepResult {
  order: StandingOrder;
  /** When the database's clock says that it is too early: how long, in real milliseconds. */
  waitMs?: number;
}

interface OfferOf {
  orderId: string;
  offerId: string;
}

const self = (): Actor => actingWorkflow('orderDispatch');

/**
 * What an order's workflow asks of the database. Running any of these twice is safe: each is a compare-and-set whose
 * repetition changes nothing and answers with the standing order.
 */
export const createOrderActivities = ({
  dispatches,
  faults,
  relay,
}: {
  dispatches: DispatchStore;
  faults: FaultPoints;
  relay: RelayNudge;
}) => {
  /** After the commit, before the workflow hears of it: where a crash hurts most. */
  const committed = (step: string, outcome: Outcome): StepResult => {
    faults.pass(step);
    relay.nudge();
    if (!outcome.order) throw ApplicationFailure.nonRetryable(`${step}: the order is gone`, 'OrderNotFound');
    const { waitMs } = outcome as SettleOutcome;
    return { order: outcome.order, waitMs };
  };

  return {
    async readDispatch({ orderId }: { orderId: string }): Promise<DispatchReading> {
      const reading = await dispatches.readDispatch(orderId);
      if (!reading) throw ApplicationFailure.nonRetryable(`no order ${orderId}`, 'OrderNotFound');
      return reading;
    },

    async enterPool({ orderId }: { orderId: string }): Promise<StepResult> {
      return committed('enterPool', await dispatches.enterPool(orderId, self()));
    },

    async openOffer({ orderId, offerId, lifetimeMs }: OfferOf & { lifetimeMs: number }): Promise<StepResult> {
      const outcome = await dispatches.openOffer(offerId, orderId, lifetimeMs, self());
      if (outcome.code === 'offer_lapsed') return lapse({ orderId });
      return committed('openOffer', outcome);
    },

    async lapseOffer(offer: OfferOf): Promise<StepResult> {
      return lapse(offer);
    },

    async expireOffer({ orderId }: OfferOf): Promise<StepResult> {
      return committed('expireOffer', await dispatches.settleDue(orderId, self()));
    },

    async climbLadder({ orderId, ...climb }: { orderId: string; version: number } & Climb): Promise<StepResult> {
      return committed('climbLadder', await dispatches.climbLadder(orderId, climb, self()));
    },

    async endSnooze({ orderId, version }: { orderId: string; version: number }): Promise<StepResult> {
      return committed('endSnooze', await dispatches.endSnooze(orderId, version, self()));
    },

    async endHold({ orderId }: { orderId: string }): Promise<StepResult> {
      return committed('endHold', await dispatches.endHold(orderId, null, self()));
    },

    async requeueOrder({ orderId, version, reason }: Decided): Promise<StepResult> {
      return committed('requeueOrder', await dispatches.requeueOrder(orderId, reason, self(), version));
    },

    async giveUpOrder({ orderId, version, reason }: Decided): Promise<StepResult> {
      return committed('giveUpOrder', await dispatches.giveUpOrder(orderId, version, reason, self()));
    },
  };

  async function lapse({ orderId }: Pick<OfferOf, 'orderId'>): Promise<StepResult> {
    return committed('lapseOffer', await dispatches.settleDue(orderId, self()));
  }
};

/** A step that holds only for the version of the order that it was decided on. */
interface Decided {
  orderId: string;
  version: number;
  reason: string;
}
