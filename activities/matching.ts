import { heartbeat } from '@temporalio/activity';
import { realMs, toReal, type MarketClock } from '../domain/clock';
import type { RoundProposal, Wave } from '../domain/dispatch/offer-terms';
import { roundSnapshot } from '../domain/dispatch/round-snapshot';
import { offerTerms } from '../domain/dispatch/terms';
import { wavesOf, waveRaiseMinor } from '../domain/dispatch/waves';
import type { PoolOrderRow, PoolReading } from '../domain/matching/pool-reading';
import type { Proposal, RepositioningHint } from '../domain/matching/types';
import type { FaultPoints, MatcherPort, RelayNudge, RoundStore, WaitHint } from '../domain/ports';
import { embeddedTravel } from '../domain/travel/embedded';
import { NO_LEGS_KNOWN, travelOverLegs, type RoadLegs } from '../domain/travel/known-legs';
import { pairsOfRound } from '../domain/travel/pairs';

export interface RoundDone {
  roundNo: number;
  proposed: number;
  /** Proposals that stood when they were applied. */
  applied: number;
  /** Orders in them. */
  reserved: number;
  /** Orders of the pool that still have no driver in sight. */
  waiting: number;
  batchWindowMs: number;
}

/** Rounds follow each other at least this far apart in real time, however fast a test market's clock runs. */
const BATCH_WINDOW_MIN_MS = 200;
/** Market seconds after which a hint where to wait is out of date. */
const HINT_GOOD_S = 900;
const NOTHING_DONE = { proposed: 0, applied: 0, reserved: 0, waiting: 0 };
/** What a round may wait for its road engine. What comes later is there for the next one. */
const ROADS_BUDGET_MS = 300;
/** Without a sign of life for longer than the activity's heartbeat timeout another worker runs the round. */
const HEARTBEAT_MS = 1000;

export const createMatchingActivities = ({
  rounds,
  matcher,
  faults,
  relay,
  roads = null,
}: {
  rounds: RoundStore;
  matcher: MatcherPort;
  faults: FaultPoints;
  relay: RelayNudge;
  /** Null: the embedded travel model alone. */
  roads?: RoadLegs | null;
}) => ({
  /**
   * Runs one round. Safe to run twice and beside itself: the round's number is fenced when it is applied, so of two
   * attempts at a round one applies and the other finds it applied.
   */
  async runRound({ marketId }: { marketId: string }): Promise<RoundDone> {
    const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
    try {
      const last = await rounds.startRound(marketId);
      const roundNo = (last?.lastRoundNo ?? 0) + 1;
      const reading = last && (await rounds.readPool(marketId));
      if (!reading) return { ...NOTHING_DONE, roundNo, batchWindowMs: BATCH_WINDOW_MIN_MS };
      const { clock, policy } = reading;
      const batchWindowMs = Math.max(BATCH_WINDOW_MIN_MS, realMs(clock, policy.pool.batchWindowS));
      if (reading.orders.length === 0) return { ...NOTHING_DONE, roundNo, batchWindowMs };

      const demandProfile = policy.matching.repositioning ? await rounds.usualDay(marketId) : null;
      const snapshot = { ...roundSnapshot(reading, roundNo), demandProfile };
      const pairs = roads ? pairsOfRound(snapshot) : [];
      const legs = (await roads?.legs(marketId, pairs, ROADS_BUDGET_MS)) ?? NO_LEGS_KNOWN;
      const { proposals, hints, input } = await matcher.run(snapshot, reading.travel, legs);
      faults.pass('roundSolved');
      const waves = wavesOf(reading, proposals, travelOverLegs(legs, pairs, embeddedTravel(reading.travel)));
      const priced = proposals.map((proposal) => price(reading, proposal, waves.get(proposal.driverId)));
      const { applied, stale } = await rounds.applyRound(
        marketId,
        roundNo,
        priced,
        realMs(clock, policy.offer.reservationS),
      );
      faults.pass('roundApplied');
      await rounds.keepHints(
        roundNo,
        realMs(clock, HINT_GOOD_S),
        hints.map((hint) => waitHint(hint, clock)),
      );
      relay.nudge();
      if (input && !stale && applied.length > 0) await rounds.keepInput(marketId, roundNo, input);
      const reserved = applied.reduce((total, { orderIds }) => total + orderIds.length, 0);
      return {
        roundNo,
        proposed: proposals.length,
        applied: applied.length,
        reserved,
        waiting: reading.orders.length - reserved,
        batchWindowMs,
      };
    } finally {
      clearInterval(beating);
    }
  },
});

/** In a driver's terms: real time, and the place alone. */
const waitHint = ({ driverId, to: { lat, lng }, departAt }: RepositioningHint, clock: MarketClock): WaitHint => ({
  driverId,
  to: { lat, lng },
  departAt: new Date(toReal(clock, departAt)).toISOString(),
});

/** What the driver would be offered: the matcher's route with the market's pay, more of it with each wave. */
function price(reading: PoolReading, proposal: Proposal, wave: Wave | undefined): RoundProposal {
  const { policy, clock, orders: pool } = reading;
  const { driverId, driverVersion, orders, stops, distanceMeters, durationSeconds, decision } = proposal;
  const raise = (order: PoolOrderRow): number => (wave ? waveRaiseMinor(policy.offer, order.wavesMade) : 0);
  const proposed = pool
    .filter(({ id }) => orders.some((order) => order.id === id))
    .map((order) => ({ ...order, payRaiseMinor: order.payRaiseMinor + raise(order) }));
  const work = { distanceM: distanceMeters, durationS: durationSeconds, orders: proposed, stops };
  const terms = offerTerms(work, { pay: policy.pay, clock });
  return { driverId, driverVersion, orders, terms, decision, ...(wave && { wave }) };
}
