import { useState, type ReactNode } from 'react';
import { clockFormat, shortId } from '../../shared/format';
import { marketNow, realTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { MinutesField } from '../parts/minutes-field';
import type { Story } from './story';

/** Nobody is asked until then; afterwards it goes on by itself. */
export function HoldDialog({ story: { order }, onClose }: { story: Story; onClose: () => void }): ReactNode {
  const market = useMarket();
  const now = useMarketNow();
  const [minutes, setMinutes] = useState(15);
  const [reason, setReason] = useState('');
  const until = now + minutes * 60_000;
  return (
    <ActionDialog
      title={`Hold ${shortId(order.id)}`}
      effect={`Nobody is asked before ${clockFormat(market.timeZone).time(until)}. An open offer is withdrawn. Then it goes on by itself.`}
      submit="Hold it"
      isReady={minutes > 0 && reason.trim() !== ''}
      act={() => {
        const at = marketNow(market.clock, Date.now()) + minutes * 60_000;
        const body = { until: new Date(realTime(market.clock, at)).toISOString(), reason };
        return { path: `/v1/ops/orders/${order.id}/hold`, body };
      }}
      refreshes={[['story', order.id]]}
      onClose={onClose}
    >
      <MinutesField label="For how long" value={minutes} onChange={setMinutes} usual={[5, 15, 30, 60]} />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
