import type { ReactNode } from 'react';
import { useMarketWords } from '../live/use-market';
import type { Earned, Earnings } from '../live/wire';
import { partLabel, shownParts } from '../offer/offer-words';
import { Figure, RecordPage, Rows } from './record-page';
import { useRecord } from './use-record';

export function EarningsTab(): ReactNode {
  return (
    <RecordPage title="Earnings" record={useRecord<Earnings>('/v1/driver/earnings')}>
      {({ today, week }) => (
        <>
          <Period label="Today" earned={today} />
          <Period label="This week" earned={week} />
        </>
      )}
    </RecordPage>
  );
}

function Period({ label, earned }: { label: string; earned: Earned }): ReactNode {
  const { money } = useMarketWords();
  const { total, parts, orders, unpriced } = earned;
  return (
    <>
      <Figure label={label} value={money(total.amount)} sub={orders === 1 ? '1 order' : `${orders} orders`} />
      <Rows rows={shownParts(parts).map((part) => ({ label: partLabel(part), value: money(part.amount) }))} />
      {unpriced > 0 && <p className="figure__sub">{unpriced} more to be settled by your dispatcher.</p>}
    </>
  );
}
