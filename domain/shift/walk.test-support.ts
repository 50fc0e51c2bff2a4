import type { ShiftInput, ShiftState } from './state';
import type { ShiftTerms } from './terms';

/** Walks step by this much and everything lasts half of it more, so that the minutes which a test takes decide nothing. */
const STEP = 600_000;
const HALF = STEP / 2;

export const WALK_TERMS: ShiftTerms = {
  missedMax: 2,
  noFaultReasons: ['safety'],
  breakReminderMs: STEP,
  endReminderMs: STEP,
  breakMaxMs: 60 * STEP + HALF,
  graceMs: 10 * STEP,
  workMaxMs: 480 * STEP + HALF,
  restMs: 60 * STEP + HALF,
};

export interface WalkStep {
  input: ShiftInput;
  /** Time that passes before it. */
  afterMs: number;
}

type Random = () => number;

/** A seeded walk: what is asked and what happens, with the time between. Depends on nothing but the seed. */
export function* walkOf(
  seed: number,
  length: number,
  state: () => ShiftState,
  nowMs: () => number,
): Generator<WalkStep> {
  const random = randomOf(seed);
  for (let step = 0; step < length; step += 1) {
    const input = anInput(random, state(), nowMs(), seed * 1000 + step);
    yield { input, afterMs: random() < 0.3 ? Math.floor(random() * 35) * STEP : 0 };
  }
}

/** Mulberry32: small, and the same everywhere. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const chosen = <Item>(random: Random, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

function anInput(random: Random, { availability, offer }: ShiftState, nowMs: number, order: number): ShiftInput {
  const steps = (most: number): number => Math.ceil(random() * most) * STEP + HALF;
  const endsAt = random() < 0.3 ? nowMs + steps(70) : null;
  const lengthMs = random() < 0.2 ? null : steps(62);
  if (offer && random() < 0.8) {
    if (!offer.shown && random() < 0.6) return { kind: 'show_offer' };
    return chosen<ShiftInput>(random, [
      { kind: 'accept', order },
      { kind: 'accept', order },
      { kind: 'decline' },
      { kind: 'expire' },
      { kind: 'expire' },
    ]);
  }
  if (availability === 'offline' && random() < 0.6) return { kind: 'come_on', endsAt };
  return chosen<ShiftInput>(random, [
    { kind: 'offer' },
    { kind: 'offer' },
    { kind: 'offer' },
    { kind: 'offer' },
    { kind: 'finish_stop' },
    { kind: 'finish_stop' },
    { kind: 'come_on', endsAt },
    { kind: 'ask_break', lengthMs },
    { kind: 'go_off', handOver: random() < 0.5 },
    { kind: 'last_order', on: random() < 0.7 },
    { kind: 'override_break' },
    { kind: 'lose_order' },
    { kind: 'silence', step: random() < 0.7 ? 'pause' : 'hand_over' },
  ]);
}
