import { quantile, shrunk, shrunkMedian, type Distribution } from './distribution';
import { fitDrive } from './drive';
import { banded, grouped } from './grouped';
import { fitCounter, fitKitchen } from './kitchen';
import type { FinishedLegs, FinishedOrder } from './legs';
import { areaOf, BANDS, marketLoadBand, untilReadyBand, type EtaModel } from './model';
import { directS } from './predict';

const AREA_PRIOR = 40;

/** Learns a model from finished legs; `belief` (the cold start, or the version before) speaks where little was seen. */
export function fitModel({ orders, drives, answersS, utcOffsetS }: FinishedLegs, belief: EtaModel): EtaModel {
  const drive = fitDrive(drives, utcOffsetS, belief.drive);
  const counter = fitCounter(orders, belief.counter);
  const fitted: EtaModel = {
    drive,
    counter,
    kitchen: fitKitchen(orders, utcOffsetS, counter, belief.kitchen),
    door: fitDoor(orders, belief.door),
    reach: fitReach(orders, answersS, belief.reach),
    carry: belief.carry,
    calibration: belief.calibration,
  };
  return { ...fitted, carry: fitCarry(orders, utcOffsetS, fitted) };
}

function fitDoor(orders: readonly FinishedOrder[], belief: EtaModel['door']): EtaModel['door'] {
  const staySeconds = (order: FinishedOrder): number => order.deliveredAt - order.arrivedAtDropoffAt;
  const base = shrunk(orders.map(staySeconds), belief.base);
  const usual = quantile(base, 0.5);
  const areas = [...grouped(orders, ({ dropoff }) => areaOf(dropoff))].map(
    ([area, seen]) =>
      [
        area,
        shrunkMedian(
          seen.map((order) => staySeconds(order) - usual),
          AREA_PRIOR,
        ),
      ] as const,
  );
  return { base, areaShift: Object.fromEntries(areas) };
}

function fitReach(
  orders: readonly FinishedOrder[],
  answersS: readonly number[],
  belief: EtaModel['reach'],
): EtaModel['reach'] {
  const afterReady = ({ arrivedAtPickupAt, readyAt }: FinishedOrder): number => arrivedAtPickupAt - readyAt;
  const byTime = banded(orders, BANDS.untilReady, ({ readyAt, placedAt }) => untilReadyBand(readyAt - placedAt));
  return {
    afterReady: byTime.map((seen, time) => {
      const all = shrunk(seen.map(afterReady), belief.afterReady[time]![0]!);
      return banded(seen, BANDS.marketLoad, (order) => marketLoadBand(order.marketLoad)).map((band) =>
        shrunk(band.map(afterReady), all),
      );
    }),
    approach: shrunk(
      orders.map(({ assignedAt, arrivedAtPickupAt }) => arrivedAtPickupAt - assignedAt),
      belief.approach,
    ),
    answer: shrunk(answersS, belief.answer),
  };
}

function fitCarry(orders: readonly FinishedOrder[], utcOffsetS: number, model: EtaModel): Distribution[] {
  const extra = (order: FinishedOrder): number =>
    order.deliveredAt - order.pickedUpAt - directS(model, order, utcOffsetS);
  const all = shrunk(orders.map(extra), model.carry[0]!);
  return banded(orders, BANDS.marketLoad, (order) => marketLoadBand(order.marketLoad)).map((band) =>
    shrunk(band.map(extra), all),
  );
}
