import type { z } from 'zod';
import type { Earned, Earnings, PastOffer, Score } from '../../contracts/http';
import type { PaidOrder, PastOfferRecord, ScoreRecord } from '../../db/read-models/driver-record';
import { earned } from '../../domain/pay/earned';
import { endOf } from '../error-handler';
import { instant, money, payPartsOf } from './common';

export const pastOfferAnswer = (
  { offer, appeal, orders }: PastOfferRecord,
  currency: string,
): z.infer<typeof PastOffer> => ({
  id: offer.id,
  outcome: endOf(offer.status, offer.reason) ?? 'withdrawn',
  reason: offer.reason,
  counted: offer.counted,
  appeal,
  strategy: offer.strategy,
  pay: money(offer.pay_minor, currency),
  pay_parts: payPartsOf(offer.pay_parts),
  distance_m: offer.distance_m,
  duration_s: offer.duration_s,
  orders,
  opened_at: instant(offer.opened_at ?? offer.reserved_at),
  settled_at: instant(offer.settled_at ?? offer.reserved_at),
});

export function earningsAnswer(paid: PaidOrder[], currency: string): z.infer<typeof Earnings> {
  const days = [...new Set(paid.map(({ day }) => day))];
  return {
    today: earnedAnswer(
      paid.filter(({ isToday }) => isToday),
      currency,
    ),
    week: earnedAnswer(paid, currency),
    days: days.map((day) => ({
      day,
      earned: earnedAnswer(
        paid.filter((order) => order.day === day),
        currency,
      ),
    })),
    server_time: new Date().toISOString(),
  };
}

function earnedAnswer(paid: PaidOrder[], currency: string): z.infer<typeof Earned> {
  const { totalMinor, parts, orders, unpriced } = earned(paid);
  return { total: money(totalMinor, currency), parts: payPartsOf(parts), orders, unpriced };
}

export function scoreAnswer(score: ScoreRecord, since: Date): z.infer<typeof Score> {
  const { accepted, declined, missed, noFault, neverShown, withdrawn, delivered, onTime } = score;
  return {
    since: since.toISOString(),
    acceptance: {
      rate: rateOf(accepted, accepted + declined + missed),
      accepted,
      declined,
      missed,
      not_counted: { no_fault: noFault, never_shown: neverShown, withdrawn },
    },
    on_time: { rate: rateOf(onTime, delivered), delivered, on_time: onTime },
  };
}

const rateOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
