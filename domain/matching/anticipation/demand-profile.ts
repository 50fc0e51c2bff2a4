import type { Place } from '../types';

/** A market's usual day: how many orders its areas place at which time. JSON-safe, so that it can be stored as it is. */
export interface DemandProfile {
  version: 1;
  /** The local day, divided into slots of this many seconds. */
  slotSeconds: number;
  /** Days it was learned from, older ones fading out: how far it can be trusted. */
  days: number;
  areas: DemandArea[];
}

/** A pickup place, or a cell of the map with the place that stands for it. */
export interface DemandArea {
  id: string;
  place: Place;
  /** Mean orders per day in each slot. */
  orders: number[];
}

/** An order of a past day; `second` is when it was placed, counted from local midnight. */
export interface PastOrder {
  areaId: string;
  place: Place;
  second: number;
}

const DAY_SECONDS = 86_400;
const SLOT_SECONDS = 1_800;
const AREAS_MAX = 400;
/** Each new day makes the ones before it count this much: about three weeks are remembered. */
const DAY_FADE = 0.95;

/** The profile with one more finished day in it. Orders with an impossible time or place are left out. */
export function learnDay(before: DemandProfile | null, day: readonly PastOrder[]): DemandProfile {
  const known = before && isUsableProfile(before) && before.slotSeconds === SLOT_SECONDS ? before : null;
  const weight = DAY_FADE * (known?.days ?? 0);
  const days = weight + 1;
  const areas = new Map(
    known?.areas.map((area) => [area.id, { ...area, orders: area.orders.map((n) => (n * weight) / days) }]),
  );
  for (const { areaId, place, second } of day) {
    if (!isPossible(place) || !(second >= 0 && second < DAY_SECONDS)) continue;
    let area = areas.get(areaId);
    if (!area) {
      area = { id: areaId, place, orders: new Array<number>(DAY_SECONDS / SLOT_SECONDS).fill(0) };
      areas.set(areaId, area);
    }
    area.orders[Math.floor(second / SLOT_SECONDS)]! += 1 / days;
  }
  const busiestFirst = [...areas.values()].sort((a, b) => sum(b.orders) - sum(a.orders) || (a.id < b.id ? -1 : 1));
  return { version: 1, slotSeconds: SLOT_SECONDS, days, areas: busiestFirst.slice(0, AREAS_MAX) };
}

/** A profile as a round uses it; null when there is none, or one that cannot be right. */
export class UsualDay {
  private readonly level: Float64Array;

  static of(profile: DemandProfile | null | undefined, secondOfDay: number | undefined): UsualDay | null {
    if (!profile || secondOfDay === undefined || !Number.isFinite(secondOfDay)) return null;
    return isUsableProfile(profile) ? new UsualDay(profile, secondOfDay) : null;
  }

  private constructor(
    private readonly profile: DemandProfile,
    private readonly secondOfDay: number,
  ) {
    this.level = new Float64Array(DAY_SECONDS / profile.slotSeconds);
    for (const { orders } of profile.areas) orders.forEach((n, slot) => (this.level[slot]! += n / profile.slotSeconds));
  }

  get days(): number {
    return this.profile.days;
  }

  /** Orders per second in the whole market so many seconds from now (negative: ago). */
  rateIn(seconds: number): number {
    return this.between(seconds, (slot) => this.level[slot]!);
  }

  /** Each area's share of the market's orders around then. */
  sharesIn(seconds: number): { id: string; place: Place; share: number }[] {
    const total = this.between(seconds, (slot) => this.level[slot]!) * this.profile.slotSeconds;
    return this.profile.areas.map(({ id, place, orders }) => {
      return { id, place, share: total > 0 ? this.between(seconds, (slot) => orders[slot]!) / total : 0 };
    });
  }

  /** Straight lines between the middles of the slots: demand does not jump on the half hour. */
  private between(seconds: number, valueOf: (slot: number) => number): number {
    const slots = this.level.length;
    const position = (this.secondOfDay + seconds) / this.profile.slotSeconds - 0.5;
    const before = Math.floor(position);
    const wrapped = (slot: number): number => ((slot % slots) + slots) % slots;
    const share = position - before;
    return (1 - share) * valueOf(wrapped(before)) + share * valueOf(wrapped(before + 1));
  }
}

function isUsableProfile({ version, slotSeconds, days, areas }: DemandProfile): boolean {
  const slots = DAY_SECONDS / slotSeconds;
  if (version !== 1 || !Number.isInteger(slots) || !(days > 0) || !Array.isArray(areas)) return false;
  return areas.every(
    ({ place, orders }) => isPossible(place) && orders.length === slots && orders.every((n) => n >= 0 && n < Infinity),
  );
}

function isPossible(place: Place): boolean {
  return Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
