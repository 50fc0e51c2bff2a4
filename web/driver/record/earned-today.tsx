import type { ReactNode } from 'react';
import { useWorld } from '../live/follow';
import { useMarketWords } from '../live/use-market';
import type { Earnings } from '../live/wire';
import { useRecord } from './use-record';

/** What the day has brought so far, always in sight: read anew whenever a stop is done. */
export function EarnedToday(): ReactNode {
  const { stops } = useWorld();
  const { money } = useMarketWords();
  const record = useRecord<Earnings>('/v1/driver/earnings', stops.length);
  return record.state === 'read' ? `${money(record.body.today.total.amount)} today` : null;
}
