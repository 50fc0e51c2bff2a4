import type { PayPolicy } from '../policy/policy';

export interface PaidWork {
  distanceM: number;
  durationS: number;
  orders: { tipMinor: number; payRaiseMinor: number }[];
}

export interface OfferPay {
  /** Minor units; the sum of `parts`. */
  totalMinor: number;
  parts: Record<string, number>;
}

/** What an offer pays. Every part is rounded on its own, so that the parts a driver sees add up to the total. */
export function offerPay(policy: PayPolicy, { distanceM, durationS, orders }: PaidWork): OfferPay {
  const sum = (pick: (order: PaidWork['orders'][number]) => number): number =>
    orders.reduce((total, order) => total + pick(order), 0);
  const parts = {
    base: policy.baseMinor,
    distance: Math.round((policy.perKmMinor * distanceM) / 1000),
    time: Math.round((policy.perMinuteMinor * durationS) / 60),
    extra_orders: policy.perExtraOrderMinor * Math.max(0, orders.length - 1),
    raise: sum((order) => order.payRaiseMinor),
    tip: sum((order) => order.tipMinor),
  };
  return { totalMinor: Object.values(parts).reduce((total, part) => total + part, 0), parts };
}
