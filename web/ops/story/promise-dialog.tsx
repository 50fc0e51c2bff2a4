import { useState, type ReactNode } from 'react';
import { clockFormat, shortId } from '../../shared/format';
import { marketTime, realTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { MinutesField } from '../parts/minutes-field';
import type { Story } from './story';

/** Another time at the door. The merchant hears of it, and from then on lateness counts against the new one. */
export function PromiseDialog({ story: { order }, onClose }: { story: Story; onClose: () => void }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const [minutes, setMinutes] = useState(15);
  const [reason, setReason] = useState('');
  const promised = marketTime(market.clock, order.dropoff.promised_at);
  const next = promised + minutes * 60_000;
  return (
    <ActionDialog
      title={`Change the promise of ${shortId(order.id)}`}
      effect={
        <>
          Promised is <b>{clock.time(promised)}</b>, from now on <b>{clock.time(next)}</b>. The merchant hears of it.
        </>
      }
      submit="Change the promise"
      isReady={minutes !== 0 && reason.trim() !== ''}
      act={() => ({
        path: `/v1/ops/orders/${order.id}/promise`,
        body: { promised_at: new Date(realTime(market.clock, next)).toISOString(), reason },
      })}
      refreshes={[['story', order.id]]}
      onClose={onClose}
    >
      <MinutesField label="Later by" value={minutes} onChange={setMinutes} usual={[10, 15, 20, 30]} min={-120} />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
