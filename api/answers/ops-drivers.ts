import type { OpsDriver, OpsDriverDetail } from '../../contracts/http';
import type { Market } from '../../db/markets';
import {
  STALE_AFTER_S,
  type DriverHistoryRow,
  type OpsDriverReads,
  type OpsDriverRecord,
} from '../../db/read-models/ops-drivers';
import { marketSeconds } from '../../domain/clock';
import { instant } from './common';
import { scoreAnswer } from './driver-record';
import { boardDriver } from './ops';
import { shiftAnswer } from './shift';

const FRESH_UNTIL_S = 15;

export function opsDriver(
  record: OpsDriverRecord,
  market: Market,
  since: { today: Date; score: Date },
  nowMs: number,
): OpsDriver {
  const { driver, shift, today } = record;
  const shown = boardDriver(record, nowMs);
  return {
    ...shown,
    market_id: driver.market_id,
    phone: driver.phone,
    freshness: freshnessOf(shown.position?.age_s ?? null),
    taken_out: driver.taken_out_at === null ? null : takenOut(driver),
    shift: shift && shiftAnswer(shift, market.clock),
    today: {
      since: instant(since.today),
      offered: today.offered,
      accepted: today.accepted,
      declined: today.declined,
      expired: today.expired,
      withdrawn: today.withdrawn,
      delivered: today.delivered,
      on_time: today.onTime,
      breaks: today.breaks,
      break_s: Math.round(marketSeconds(market.clock, today.breakMs)),
    },
    score: scoreAnswer(record.score, since.score),
  };
}

const takenOut = ({ taken_out_at, taken_out_by, taken_out_reason }: OpsDriverRecord['driver']) => ({
  at: instant(taken_out_at ?? new Date()),
  by: taken_out_by,
  reason: taken_out_reason,
});

function freshnessOf(ageS: number | null): OpsDriver['freshness'] {
  if (ageS === null) return 'unknown';
  if (ageS <= FRESH_UNTIL_S) return 'fresh';
  return ageS <= STALE_AFTER_S ? 'ageing' : 'stale';
}

type RecentOffer = Awaited<ReturnType<OpsDriverReads['recentOffers']>>[number];

export const recentOffer = (offer: RecentOffer): OpsDriverDetail['recent_offers'][number] => ({
  id: offer.id,
  status: offer.status,
  reason: offer.reason,
  counted: offer.counted,
  settled_at: instant(offer.settled_at ?? offer.reserved_at),
  order_ids: offer.order_ids,
});

export const historyEntry = (row: DriverHistoryRow): OpsDriverDetail['history'][number] => ({
  ...row,
  at: instant(row.at),
  availability: row.availability as OpsDriverDetail['history'][number]['availability'],
});
