import { toReal, type MarketClock } from '../clock';
import type { PlannedStop } from '../matching/types';
import { offerPay, type PaidWork } from '../pay/pay';
import type { PayPolicy } from '../policy/policy';
import type { OfferTerms } from './offer-terms';

/** What an offer says: pay with its parts, distance, time, and the whole route that the driver would have. */
export function offerTerms(
  work: PaidWork & { stops: PlannedStop[] },
  { pay, clock }: { pay: PayPolicy; clock: MarketClock },
): OfferTerms {
  const { totalMinor, parts } = offerPay(pay, work);
  const instant = (marketSeconds: number): string => new Date(toReal(clock, marketSeconds)).toISOString();
  return {
    payMinor: totalMinor,
    payParts: parts,
    distanceM: Math.round(work.distanceM),
    durationS: Math.round(work.durationS),
    stops: work.stops.map(({ orderId, kind, place, arriveAt, completeAt }) => ({
      order_id: orderId,
      kind,
      lat: place.lat,
      lng: place.lng,
      arrive_at: instant(arriveAt),
      complete_at: instant(completeAt),
    })),
  };
}
