import type { Place } from '../matching/types';
import { shrunk, shrunkMedian, type Distribution } from './distribution';
import { banded, grouped } from './grouped';
import type { FinishedDrive } from './legs';
import { areaOf, BANDS, driveBand, hourOf, type DriveModel, type Factors } from './model';

/** A drive whose time is to be estimated. */
export interface Drive {
  /** What the market's travel model or road engine says, which knows neither hour nor parking. */
  freeS: number;
  to: Place;
  vehicle: string;
  departAt: number;
  /** The stop that the driver is only just leaving. */
  left: 'pickup' | 'dropoff' | null;
}

export function expectedDriveS(model: DriveModel, drive: Drive, utcOffsetS: number): number {
  const factor =
    model.pace *
    (model.hour[hourOf(drive.departAt, utcOffsetS)] ?? 1) *
    (model.area[areaOf(drive.to)] ?? 1) *
    (model.vehicle[drive.vehicle] ?? 1);
  return (drive.left ? model.leaving[drive.left] : 0) + drive.freeS * factor;
}

export const driveRatio = (model: DriveModel, { freeS }: Drive): Distribution => model.ratio[driveBand(freeS)]!;

const FACTOR_PRIOR = 40;
const SECONDS_MAX = 3 * 3600;

/** Shorter drives are steps between neighbours: they say nothing about the road. */
const FREE_MIN_S = 10;

interface Leg extends FinishedDrive {
  seconds: number;
}

/** Learns pace, leaving times and corrections, one after the other, each from what the ones before leave unexplained. */
export function fitDrive(drives: readonly FinishedDrive[], utcOffsetS: number, belief: DriveModel): DriveModel {
  const legs = drives
    .map((drive) => ({ ...drive, seconds: drive.arrivedAt - drive.leftAt }))
    .filter(({ freeS, seconds }) => freeS > FREE_MIN_S && seconds > 0 && seconds < SECONDS_MAX);
  const model: DriveModel = { ...belief, ...paceAndLeaving(legs, belief), hour: {}, area: {}, vehicle: {} };
  model.hour = factors(legs, model, utcOffsetS, (leg) => hourOf(leg.leftAt, utcOffsetS));
  model.area = factors(legs, model, utcOffsetS, (leg) => areaOf(leg.to));
  model.vehicle = factors(legs, model, utcOffsetS, (leg) => leg.vehicle);
  const ratioOf = (leg: Leg): number => leg.seconds / expected(leg, model, utcOffsetS);
  const all = shrunk(legs.map(ratioOf), belief.ratio[0]!);
  model.ratio = banded(legs, BANDS.drive, ({ freeS }) => driveBand(freeS)).map((band) =>
    shrunk(band.map(ratioOf), all),
  );
  return model;
}

const expected = (leg: Leg, model: DriveModel, utcOffsetS: number): number =>
  expectedDriveS(model, { ...leg, departAt: leg.leftAt }, utcOffsetS);

/** Least squares with a common slope and an intercept for each kind of stop that is left. */
function paceAndLeaving(legs: readonly Leg[], belief: DriveModel): Pick<DriveModel, 'pace' | 'leaving'> {
  const groups = { pickup: centred(legs, 'pickup'), dropoff: centred(legs, 'dropoff') };
  const parts = Object.values(groups);
  const sum = (of: (group: Centred) => number): number => parts.reduce((total, group) => total + of(group), 0);
  const slope = sum((group) => group.covariance) / sum((group) => group.variance);
  const weight = legs.length / (legs.length + FACTOR_PRIOR);
  const pace = Number.isFinite(slope) && slope > 0 ? weight * slope + (1 - weight) * belief.pace : belief.pace;
  const leaving = (kind: 'pickup' | 'dropoff'): number => {
    const { count, freeS, seconds } = groups[kind];
    const share = count / (count + FACTOR_PRIOR);
    return share * Math.max(0, seconds - pace * freeS) + (1 - share) * belief.leaving[kind];
  };
  return { pace, leaving: { pickup: leaving('pickup'), dropoff: leaving('dropoff') } };
}

interface Centred {
  count: number;
  freeS: number;
  seconds: number;
  variance: number;
  covariance: number;
}

function centred(all: readonly Leg[], kind: 'pickup' | 'dropoff'): Centred {
  const legs = all.filter(({ left }) => left === kind);
  const count = legs.length;
  const freeS = legs.reduce((total, leg) => total + leg.freeS, 0) / Math.max(1, count);
  const seconds = legs.reduce((total, leg) => total + leg.seconds, 0) / Math.max(1, count);
  const variance = legs.reduce((total, leg) => total + (leg.freeS - freeS) ** 2, 0);
  const covariance = legs.reduce((total, leg) => total + (leg.freeS - freeS) * (leg.seconds - seconds), 0);
  return { count, freeS, seconds, variance, covariance };
}

/** Typical actual over expected driving time by key, on the logarithmic scale on which twice and half are alike. */
function factors(legs: readonly Leg[], model: DriveModel, utcOffsetS: number, keyOf: (leg: Leg) => string): Factors {
  const byKey = grouped(legs, keyOf);
  const entries = [...byKey].map(([key, seen]) => {
    const ratios = seen.flatMap((leg) => {
      const leaving = model.leaving[leg.left];
      const drove = leg.seconds - leaving;
      const free = expected(leg, model, utcOffsetS) - leaving;
      return drove > 0 && free > 0 ? [Math.log(drove / free)] : [];
    });
    return [key, Math.exp(shrunkMedian(ratios, FACTOR_PRIOR))] as const;
  });
  return Object.fromEntries(entries);
}
