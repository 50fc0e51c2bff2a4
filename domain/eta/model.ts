import type { Place } from '../matching/types';
import { POINTS, type Distribution } from './distribution';

/**
 * What a market has learned about how long things take: plain data, so that versions can be stored and compared.
 * Durations are market seconds.
 */
export interface EtaModel {
  drive: DriveModel;
  kitchen: KitchenModel;
  /** From the arrival at the pickup to standing at the counter: parking, walking. */
  counter: Distribution;
  /** From the arrival at the door to the goods handed over, by area. */
  door: { base: Distribution; areaShift: Shifts };
  reach: ReachModel;
  /** How much longer than the direct drive and its hand-over it takes from pickup to door, for orders whose route is not known yet; by market load. */
  carry: Distribution[];
  calibration: Calibration;
}

/** Additive corrections by key; what has no entry has none. */
export type Shifts = Record<string, number>;
/** Multiplicative corrections by key. */
export type Factors = Record<string, number>;

export interface DriveModel {
  /** Actual driving time over that of the market's travel model (its configured speed, or its road engine). */
  pace: number;
  /** Before the vehicle moves: back from the counter, back from the door. */
  leaving: { pickup: number; dropoff: number };
  hour: Factors;
  area: Factors;
  vehicle: Factors;
  /** Actual over expected, for short, middle and long drives. */
  ratio: Distribution[];
}

/** How much later than announced the goods are ready. */
export interface KitchenModel {
  /** By how many orders the kitchen has. */
  lateness: Distribution[];
  hour: Shifts;
  merchant: Shifts;
}

/** When a driver comes to an order that has none yet. */
export interface ReachModel {
  /** Arrival at the pickup after the announced ready time, by time left until then and by market load. */
  afterReady: Distribution[][];
  /** From a driver's yes to his arrival at the pickup. */
  approach: Distribution;
  /** From asking to a yes. */
  answer: Distribution;
}

/** What is known when an estimate is given; each kind of error has its own size. */
export const STAGES = ['unassigned', 'assigned', 'carried'] as const;
export type Stage = (typeof STAGES)[number];

/**
 * Where the truth fell on the forecast's own scale (0 the median, −1 and 1 the ends of the interval), as the levels that
 * the answer must use instead; by stage and by lead time.
 */
export type Calibration = Record<Stage, Scale[]>;
export interface Scale {
  low: number;
  middle: number;
  high: number;
}

/** Lead times in minutes at which a new band begins; figures are reported by the same bands. */
export const LEAD_BANDS_MIN = [0, 10, 20, 30, 45];
const UNTIL_READY_BANDS_S = [-Infinity, 0, 300, 600, 1200];
const DRIVE_BANDS_S = [0, 180, 540];
const KITCHEN_LOAD_BANDS = [0, 1, 2, 4, 7];
/** Open orders per driver at work. */
const MARKET_LOAD_BANDS = [0, 0.5, 1, 1.5];

const bandOf = (bands: readonly number[], value: number): number => bands.findLastIndex((from) => value >= from);

export const leadBand = (seconds: number): number => Math.max(0, bandOf(LEAD_BANDS_MIN, seconds / 60));
export const untilReadyBand = (seconds: number): number => bandOf(UNTIL_READY_BANDS_S, seconds);
export const driveBand = (freeS: number): number => bandOf(DRIVE_BANDS_S, freeS);
export const kitchenLoadBand = (orders: number): number => bandOf(KITCHEN_LOAD_BANDS, orders);
export const marketLoadBand = (load: number): number => Math.max(0, bandOf(MARKET_LOAD_BANDS, load));

export const BANDS = {
  lead: LEAD_BANDS_MIN.length,
  untilReady: UNTIL_READY_BANDS_S.length,
  drive: DRIVE_BANDS_S.length,
  kitchenLoad: KITCHEN_LOAD_BANDS.length,
  marketLoad: MARKET_LOAD_BANDS.length,
} as const;

const neutral = (): Scale[] => Array.from({ length: BANDS.lead }, () => ({ low: -1, middle: 0, high: 1 }));
/** Forecasts as they are. */
export const UNCALIBRATED: Calibration = { unassigned: neutral(), assigned: neutral(), carried: neutral() };

/** About two kilometres: small enough to tell a centre from a suburb, large enough to have been seen often. */
const AREA_DEGREES = 0.02;
export const areaOf = ({ lat, lng }: Place): string =>
  `${Math.floor(lat / AREA_DEGREES)}:${Math.floor(lng / AREA_DEGREES)}`;

/** Hour of the day in the market's time zone. */
export const hourOf = (at: number, utcOffsetS: number): string =>
  String(Math.floor(((((at + utcOffsetS) % 86_400) + 86_400) % 86_400) / 3600));

/** A stored model that this release can use: fields of older ones may be missing or of another size. */
export function isUsableModel(model: unknown): model is EtaModel {
  const { drive, counter, carry, reach, calibration } = (model ?? {}) as Partial<EtaModel>;
  return (
    counter?.length === POINTS &&
    drive?.ratio.length === BANDS.drive &&
    carry?.length === BANDS.marketLoad &&
    reach?.afterReady.length === BANDS.untilReady &&
    STAGES.every((stage) => calibration?.[stage]?.length === BANDS.lead)
  );
}
