import { useState, type ReactNode } from 'react';
import { useMarketWords } from '../live/use-market';
import { AppealSheet } from './appeal-sheet';
import type { PastOffer } from './past-offer';
import { useRecord } from './use-record';

const APPEALS = { open: 'Disputed', granted: 'Does not count any more', refused: 'Counts' };
const SHOWN_MAX = 20;

/** What counts against the driver, one by one: what he finds unfair he can dispute. */
export function CountedOffers(): ReactNode {
  const [version, setVersion] = useState(0);
  const [disputed, setDisputed] = useState<PastOffer | null>(null);
  const record = useRecord<{ data: PastOffer[] }>('/v1/driver/offers/history?limit=100', version);
  if (record.state !== 'read') return null;
  const against = record.body.data.filter(isAgainst).slice(0, SHOWN_MAX);
  if (against.length === 0) return null;
  return (
    <section className="counted" aria-labelledby="counted-title">
      <h3 id="counted-title">What counts against you</h3>
      <ul>
        {against.map((offer) => (
          <CountedOffer key={offer.id} offer={offer} onDispute={() => setDisputed(offer)} />
        ))}
      </ul>
      {disputed && (
        <AppealSheet
          offer={disputed}
          onClose={(isSent) => {
            setDisputed(null);
            if (isSent) setVersion((before) => before + 1);
          }}
        />
      )}
    </section>
  );
}

function CountedOffer({ offer, onDispute }: { offer: PastOffer; onDispute: () => void }): ReactNode {
  const { time, money } = useMarketWords();
  const { outcome, orders, pay, settled_at, appeal } = offer;
  return (
    <li>
      <p>
        <b>
          {outcome === 'expired' ? 'Missed' : 'Declined'} {time(settled_at)}
        </b>
        <small>
          {orders[0]?.merchant} · {money(pay.amount)}
          {appeal && ` · ${APPEALS[appeal.status]}${appeal.decision === null ? '' : `: ${appeal.decision}`}`}
        </small>
      </p>
      {!appeal && (
        <button type="button" className="small-press" onClick={onDispute}>
          Dispute
        </button>
      )}
    </li>
  );
}

const isAgainst = ({ outcome, counted, appeal }: PastOffer): boolean =>
  (outcome === 'declined' || outcome === 'expired') && (counted || appeal !== null);
