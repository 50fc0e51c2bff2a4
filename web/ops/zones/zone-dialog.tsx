import { useState, type ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { marketNow, realTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';
import type { Act } from '../parts/act';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { MinutesField } from '../parts/minutes-field';
import { pausePath, pausedZonesKey } from './paused-zones';
import { QUESTIONS, type ZoneQuestion } from './zone-question';
import { zonesKey } from './zones';

const MINUTE_MS = 60_000;

export function ZoneDialog({
  zone,
  question,
  onClose,
}: {
  /** A zone, or a cell of the grid that has no name but its own. */
  zone: { id: string; name: string };
  question: ZoneQuestion;
  onClose: () => void;
}): ReactNode {
  const market = useMarket();
  const now = useMarketNow();
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(30);
  const { title, effect, submit } = QUESTIONS[question];
  const needsReason = question !== 'remove';
  const until = clockFormat(market.timeZone).time(now + minutes * MINUTE_MS);

  function act(): Act {
    switch (question) {
      case 'remove':
        return { method: 'DELETE', path: `/v1/ops/zones/${zone.id}` };
      case 'pause': {
        const at = realTime(market.clock, marketNow(market.clock, Date.now()) + minutes * MINUTE_MS);
        return { path: pausePath(market.id, zone.id, 'pause'), body: { until: new Date(at).toISOString(), reason } };
      }
      case 'resume':
        return { path: pausePath(market.id, zone.id, 'resume'), body: { reason } };
      default:
        return { path: `/v1/ops/zones/${zone.id}/${question}`, body: { reason } };
    }
  }
  return (
    <ActionDialog
      title={`${title} ${zone.name}`}
      effect={question === 'pause' ? `${effect} It ends by itself at ${until}.` : effect}
      submit={submit}
      isDangerous={question === 'close' || question === 'pause' || question === 'remove'}
      isReady={(!needsReason || reason.trim() !== '') && (question !== 'pause' || minutes > 0)}
      act={act}
      refreshes={[zonesKey(market.id), pausedZonesKey(market.id)]}
      onClose={onClose}
    >
      {question === 'pause' && (
        <MinutesField label="For how long" value={minutes} onChange={setMinutes} usual={[15, 30, 60, 120]} />
      )}
      {needsReason && <ReasonField value={reason} onChange={setReason} />}
    </ActionDialog>
  );
}
