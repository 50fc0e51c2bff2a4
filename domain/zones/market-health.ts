import { marketSeconds, type MarketClock } from '../clock';
import type { PolicyOverride } from '../policy/override';
import { completePolicy } from '../policy/override';
import type { DemandProfile } from '../matching/anticipation/demand-profile';
import { cellCentre } from './cells';
import { expectedOrders } from './expected-orders';
import { bandAfter, healthScore, type ZoneSituation } from './health';
import { centreOf, type Point } from './polygon';
import { zoneMap, type ZoneArea } from './zone-of';

/** Of a market, as `read_zone_supply` reads it. Instants are ISO, real time. */
export interface ZoneSupplyReading {
  readAt: string;
  clock: MarketClock;
  policy: PolicyOverride;
  zones: ZoneArea[];
  waiting: { zoneId: string; since: string | null }[];
  /** Who could be asked now. */
  drivers: { lat: number; lng: number; ageMs: number; busy: boolean }[];
  timeZone: string;
  /** Null until the market has lived through a day. */
  usualDay: DemandProfile | null;
  /** Orders per quarter of an hour lately, by zone. */
  expected: Record<string, number>;
  known: Record<string, KnownHealth>;
}

export interface KnownHealth {
  score: number | null;
  band: number | null;
  supply: number;
  demand: number;
  waiting: number;
  driversFree: number;
  /** Of the last point of the history. */
  pointScore: number | null;
}

export interface GivenHealth {
  zoneId: string;
  name: string | null;
  score: number | null;
  band: number | null;
  supply: number;
  demand: number;
  waiting: number;
  oldestWaitS: number | null;
  driversFree: number;
  /** Worth a place in the history. */
  point: boolean;
  /** An H3 cell in which nothing is any more. */
  gone: boolean;
}

const FRESH_MS = 60_000;
const STALE_MS = 300_000;
const HALF = 0.5;
/** A driver this far outside a zone's rough circle still serves it. */
const NEAR_M = 2_000;
/** An H3 cell of resolution 7 is about five square kilometres. */
const CELL_AREA_M2 = 5_160_000;
/** A point of the history for each so many points of the score. */
const POINT_STEP = 5;

/** The health of all zones of a market in which something is or was, as far as it has changed. */
export function changedHealth(read: ZoneSupplyReading): GivenHealth[] {
  const map = zoneMap(read.zones);
  const reading = { ...read, expected: expectedOrders(read, (place) => map.zoneIdOf(place)) };
  // Every zone asks for every driver: found once.
  const drivers = reading.drivers.map((driver) => ({ ...driver, zoneId: map.zoneIdOf(driver) }));
  const places = placesOf(reading, drivers);
  const unassignedS = completePolicy(reading.policy).deadlines.unassignedS;
  return places.flatMap((place) => {
    const situation = situationOf(place, reading, drivers);
    const score = healthScore(situation, unassignedS);
    const known = reading.known[place.id];
    const band = bandAfter(known?.band ?? null, score);
    const gone = score === null && place.name === null;
    const given: GivenHealth = {
      zoneId: place.id,
      name: place.name,
      score,
      band,
      supply: round(situation.supply),
      demand: round(situation.waiting + situation.expected),
      waiting: situation.waiting,
      oldestWaitS: situation.oldestWaitS,
      driversFree: situation.driversFree,
      point: !known || known.band !== band || isStep(known.pointScore, score),
      gone,
    };
    return known && isSame(known, given) && !gone ? [] : [given];
  });
}

interface PlaceToJudge {
  id: string;
  /** Null for an H3 cell. */
  name: string | null;
  centre: Point;
  radiusM: number;
}

type PlacedDriver = ZoneSupplyReading['drivers'][number] & { zoneId: string };

function placesOf({ zones, waiting, expected, known }: ZoneSupplyReading, drivers: PlacedDriver[]): PlaceToJudge[] {
  const drawn = new Map(zones.map((zone) => [zone.id, zone]));
  const ids = new Set([
    ...drawn.keys(),
    ...waiting.map(({ zoneId }) => zoneId),
    ...drivers.map(({ zoneId }) => zoneId),
    ...Object.keys(expected),
    ...Object.keys(known),
  ]);
  const radius = (areaM2: number): number => Math.sqrt(areaM2 / Math.PI);
  return [...ids].flatMap((id): PlaceToJudge[] => {
    const zone = drawn.get(id);
    if (zone) return [{ id, name: zone.name, centre: centreOf(zone.polygon), radiusM: radius(zone.areaM2) }];
    // The zone of an order may have been taken away since; its health ends with it.
    return isUuid(id) ? [] : [{ id, name: null, centre: cellCentre(id), radiusM: radius(CELL_AREA_M2) }];
  });
}

interface Situation extends ZoneSituation {
  driversFree: number;
}

function situationOf(place: PlaceToJudge, reading: ZoneSupplyReading, drivers: PlacedDriver[]): Situation {
  const waits = reading.waiting
    .filter(({ zoneId }) => zoneId === place.id)
    .map(({ since }) => marketSeconds(reading.clock, Date.parse(reading.readAt) - Date.parse(since ?? reading.readAt)));
  const heard = drivers.filter(({ ageMs }) => ageMs < STALE_MS);
  const inside = heard.filter(({ zoneId }) => zoneId === place.id);
  const supply = heard.reduce((sum, driver) => {
    const isInside = driver.zoneId === place.id;
    if (!isInside && metres(driver, place.centre) > place.radiusM + NEAR_M) return sum;
    return sum + (isInside ? 1 : HALF) * (driver.busy ? HALF : 1) * (driver.ageMs <= FRESH_MS ? 1 : HALF);
  }, 0);
  return {
    supply,
    waiting: waits.length,
    expected: reading.expected[place.id] ?? 0,
    oldestWaitS: waits.length === 0 ? null : Math.max(0, ...waits),
    driversFree: inside.filter(({ busy }) => !busy).length,
  };
}

const isSame = (known: KnownHealth, given: GivenHealth): boolean =>
  known.score === given.score &&
  known.band === given.band &&
  known.waiting === given.waiting &&
  known.driversFree === given.driversFree &&
  known.supply === given.supply &&
  known.demand === given.demand;

const isStep = (before: number | null, score: number | null): boolean =>
  (before === null) !== (score === null) || Math.abs((before ?? 0) - (score ?? 0)) >= POINT_STEP;

const isUuid = (id: string): boolean => id.length === 36;
const round = (value: number): number => Math.round(value * 100) / 100;

/** On a plane: right to a percent within a city. */
function metres(a: Point, b: Point): number {
  const x = (a.lng - b.lng) * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(x, a.lat - b.lat) * 111_195;
}
