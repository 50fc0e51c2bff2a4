import { levelOf, quantile, shrunk, shrunkMedian, blended, PRIOR_WEIGHT, type Distribution } from './distribution';
import { banded, grouped } from './grouped';
import { distributionOfCensored, type Observation } from './left-censored';
import type { FinishedOrder } from './legs';
import { BANDS, hourOf, kitchenLoadBand, type KitchenModel, type Shifts } from './model';

/** Whose goods, asked for when, among how many others. */
export interface KitchenOrder {
  merchantId: string;
  readyAt: number;
  kitchenLoad: number;
}

export const latenessOf = (model: KitchenModel, { kitchenLoad }: KitchenOrder): Distribution =>
  model.lateness[kitchenLoadBand(kitchenLoad)]!;

/** What is known of this merchant and this hour, on top of `latenessOf`. */
export const latenessShift = (model: KitchenModel, order: KitchenOrder, utcOffsetS: number): number =>
  (model.merchant[order.merchantId] ?? 0) + (model.hour[hourOf(order.readyAt, utcOffsetS)] ?? 0);

const MERCHANT_PRIOR = 8;
const HOUR_PRIOR = 40;
/** Whoever gets to the counter this long after the goods should be ready does not wait for them, as a rule. */
const SURELY_READY_S = 300;

/** Parking and walking, from pickups that did not have to wait for the kitchen. */
export const fitCounter = (orders: readonly FinishedOrder[], belief: Distribution): Distribution =>
  shrunk(
    orders
      .filter((order) => order.arrivedAtPickupAt - order.readyAt > SURELY_READY_S)
      .map((order) => order.pickedUpAt - order.arrivedAtPickupAt),
    belief,
  );

/** Lateness by load, with corrections by hour and by merchant. */
export function fitKitchen(
  orders: readonly FinishedOrder[],
  utcOffsetS: number,
  counter: Distribution,
  belief: KitchenModel,
): KitchenModel {
  const usualStay = quantile(counter, 0.95);
  const seen = orders.map((order) => ({
    order,
    value: order.pickedUpAt - order.readyAt,
    // Who stayed no longer than parking and walking take found the goods ready: they were done at that time or before.
    atMost: order.pickedUpAt - order.arrivedAtPickupAt <= usualStay,
  }));
  const all = latenessFrom(seen, belief.lateness[0]!);
  const centre = { lateness: all, hour: {}, merchant: {} };
  const hour = shifts(
    seen,
    ({ order }) => hourOf(order.readyAt, utcOffsetS),
    HOUR_PRIOR,
    () => centre.lateness,
    {},
  );
  const hourShift = (one: Seen): number => hour[hourOf(one.order.readyAt, utcOffsetS)] ?? 0;
  const withoutHour = seen.map((one) => ({ ...one, value: one.value - hourShift(one) }));
  const lateness = banded(withoutHour, BANDS.kitchenLoad, ({ order }) => kitchenLoadBand(order.kitchenLoad)).map(
    (band) => latenessFrom(band, all),
  );
  const byLoad = ({ order }: Seen): Distribution => lateness[kitchenLoadBand(order.kitchenLoad)]!;
  const merchant = shifts(withoutHour, ({ order }) => order.merchantId, MERCHANT_PRIOR, byLoad, belief.merchant);
  return { lateness, hour, merchant };
}

interface Seen extends Observation {
  order: FinishedOrder;
}

function latenessFrom(seen: readonly Seen[], belief: Distribution): Distribution {
  if (seen.length === 0) return belief;
  return blended(distributionOfCensored(seen), belief, seen.length / (seen.length + PRIOR_WEIGHT));
}

function shifts(
  seen: readonly Seen[],
  keyOf: (one: Seen) => string,
  prior: number,
  usual: (one: Seen) => Distribution,
  belief: Shifts,
): Shifts {
  const found = [...grouped(seen, keyOf)].map(([key, group]) => {
    const residuals = group.map((one) => typicalValue(one, usual(one)) - quantile(usual(one), 0.5));
    return [key, shrunkMedian(residuals, prior)] as const;
  });
  return { ...belief, ...Object.fromEntries(found) };
}

/** An upper bound stands for the middle of what lies below it (one step of expectation–maximisation). */
const typicalValue = ({ value, atMost }: Seen, usual: Distribution): number =>
  atMost ? quantile(usual, levelOf(usual, value) / 2) : value;
