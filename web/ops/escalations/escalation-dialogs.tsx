import { useState, type ReactNode } from 'react';
import { clockFormat, shortId } from '../../shared/format';
import { marketNow, realTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { MinutesField } from '../parts/minutes-field';
import { escalationKeys, type Escalation } from './escalation';

interface Given {
  escalation: Escalation;
  onClose: () => void;
}

/** Not now, and not for ever: it comes back by itself. */
export function SnoozeDialog({ escalation, onClose }: Given): ReactNode {
  const market = useMarket();
  const now = useMarketNow();
  const [minutes, setMinutes] = useState(10);
  const [reason, setReason] = useState('');
  return (
    <ActionDialog
      title={`Snooze ${shortId(escalation.order_id)}`}
      effect={`It comes back by itself at ${clockFormat(market.timeZone).time(now + minutes * 60_000)}.`}
      submit="Snooze"
      isReady={minutes > 0 && reason.trim() !== ''}
      act={() => {
        const until = realTime(market.clock, marketNow(market.clock, Date.now()) + minutes * 60_000);
        const body = { until: new Date(until).toISOString(), reason };
        return { path: `/v1/ops/escalations/${escalation.id}/snooze`, body };
      }}
      refreshes={escalationKeys(escalation)}
      onClose={onClose}
    >
      <MinutesField label="For how long" value={minutes} onChange={setMinutes} usual={[5, 10, 20, 30]} />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

export function NoteDialog({ escalation, onClose }: Given): ReactNode {
  const [text, setText] = useState('');
  return (
    <ActionDialog
      title={`Note for ${shortId(escalation.order_id)}`}
      submit="Write it"
      isReady={text.trim() !== ''}
      act={() => ({ path: `/v1/ops/escalations/${escalation.id}/notes`, body: { text } })}
      refreshes={escalationKeys(escalation)}
      onClose={onClose}
    >
      <ReasonField label="Note" hint="For whoever looks next." value={text} onChange={setText} />
    </ActionDialog>
  );
}

export function ResolveDialog({ escalation, onClose }: Given): ReactNode {
  const [outcome, setOutcome] = useState('');
  return (
    <ActionDialog
      title={`Resolve ${shortId(escalation.order_id)}`}
      effect="The order goes on as it stands; nobody is called for this any more."
      submit="Resolve"
      isReady={outcome.trim() !== ''}
      act={() => ({ path: `/v1/ops/escalations/${escalation.id}/resolve`, body: { outcome } })}
      refreshes={escalationKeys(escalation)}
      onClose={onClose}
    >
      <ReasonField label="How it was solved" value={outcome} onChange={setOutcome} />
    </ActionDialog>
  );
}
