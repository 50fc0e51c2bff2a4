import type { ShiftInput, ShiftState } from './state';
import type { ShiftTerms } from './terms';

const MINUTE = 60_000;
/** Walks step by whole minutes and everything lasts half a minute more, so that a few seconds decide nothing. */
const HALF = 30_000;

export const WALK_TERMS: ShiftTerms = {
  missedMax: 3,
  noFaultReasons: ['safety'],
  breakReminderMs: MINUTE,
  breakMaxMs: 60 * MINUTE + HALF,
  graceMs: 10 * MINUTE,
  workMaxMs: 480 * MINUTE + HALF,
  restMs: 60 * MINUTE + HALF,
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
    yield { input, afterMs: random() < 0.3 ? Math.floor(random() * 35) * MINUTE : 0 };
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
  const minutes = (most: number): number => Math.ceil(random() * most) * MINUTE + HALF;
  const endsAt = random() < 0.3 ? nowMs + minutes(70) : null;
  const lengthMs = random() < 0.2 ? null : minutes(62);
  if (offer && random() < 0.7) {
    return chosen<ShiftInput>(random, [
      { kind: 'accept', order },
      { kind: 'decline' },
      { kind: 'show_offer' },
      { kind: 'expire' },
    ]);
  }
  if (availability === 'offline' && random() < 0.6) return { kind: 'come_on', endsAt };
  return chosen<ShiftInput>(random, [
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
