import type { ReactNode } from 'react';
import { age, duration, shortId } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { RungGlyph, StatusGlyph } from '../../shared/status-glyph';
import { lookOf } from '../../shared/statuses';
import { hasEnded } from '../live/board';
import { useBoard, useMarket, useMarketNow } from '../live/use-board';
import { Empty } from '../parts/room-head';
import { useOpsSearch, useSetSearch } from '../search';
import { EscalationActions } from './escalation-actions';
import { reasonInWords, type Escalation } from './escalation';
import { SuggestedActions } from './suggested-actions';

export function EscalationQueue({
  escalations,
  state,
}: {
  escalations: readonly Escalation[];
  state: string;
}): ReactNode {
  if (escalations.length === 0) return <NothingHere state={state} />;
  return (
    <ol className="escalations">
      {escalations.map((escalation) => (
        <EscalationRow key={escalation.id} escalation={escalation} />
      ))}
    </ol>
  );
}

function EscalationRow({ escalation }: { escalation: Escalation }): ReactNode {
  const { order: open } = useOpsSearch();
  const setSearch = useSetSearch();
  const live = useBoard().orders.get(escalation.order_id);
  const isResolved = escalation.status === 'resolved';
  const isOpen = open === escalation.order_id;
  return (
    <li className="escalation" data-open={isOpen || undefined} data-calm={isResolved || undefined}>
      <header className="escalation__head">
        <RungGlyph rung={escalation.rung} size={22} />
        <button
          type="button"
          className="escalation__order"
          aria-expanded={isOpen}
          onClick={() => setSearch({ order: isOpen ? undefined : escalation.order_id })}
        >
          <span className="mono">{shortId(escalation.order_id)}</span>
          <b>{reasonInWords(escalation.reason)}</b>
        </button>
        <Owner escalation={escalation} />
        <Clocks escalation={escalation} />
      </header>
      <p className="escalation__way">
        <StatusGlyph status={live?.status ?? escalation.order.status} size={14} />
        {lookOf(live?.status ?? escalation.order.status).label}
        {live && !hasEnded(live) && (
          <>
            <span className="quiet">·</span> {live.pickup.name} <span className="quiet">→ {live.dropoff.name}</span>
          </>
        )}
        <span className="quiet">· {escalation.order.external_id}</span>
      </p>
      {escalation.outcome !== null && <p className="escalation__note">Solved: {escalation.outcome}</p>}
      {escalation.snooze_reason !== null && escalation.status === 'snoozed' && (
        <p className="escalation__note">Snoozed: {escalation.snooze_reason}</p>
      )}
      {escalation.notes.map(({ id, author, text }) => (
        <p key={id} className="escalation__note">
          <b>{author}</b> {text}
        </p>
      ))}
      {!isResolved && (
        <footer className="escalation__foot">
          <SuggestedActions escalation={escalation} />
          <EscalationActions escalation={escalation} hasKeys={false} />
        </footer>
      )}
    </li>
  );
}

function Owner({ escalation: { owner, status } }: { escalation: Escalation }): ReactNode {
  if (owner !== null) return <span className="badge badge--quiet">{owner}</span>;
  return status === 'resolved' ? null : <span className="badge badge--wait">nobody’s yet</span>;
}

/** How long it has been there, and when the next rung acts. */
function Clocks({ escalation }: { escalation: Escalation }): ReactNode {
  const { clock } = useMarket();
  const now = useMarketNow();
  const since = now - marketTime(clock, escalation.raised_at);
  const until = escalation.snoozed_until ?? escalation.deadline_at;
  const left = marketTime(clock, until) - now;
  return (
    <span className="escalation__clocks">
      <span className="quiet">{age(since)} old</span>
      {escalation.status !== 'resolved' && (
        <b role="timer">
          {left > 0 ? duration(left) : '0:00'}
          <small>{escalation.status === 'snoozed' ? 'until it is back' : 'to the next rung'}</small>
        </b>
      )}
    </span>
  );
}

function NothingHere({ state }: { state: string }): ReactNode {
  const { orders, market } = useBoard();
  const now = useMarketNow();
  const waits = [...orders.values()]
    .filter(({ status }) => status === 'unassigned')
    .map(({ placedAt }) => now - marketTime(market.clock, placedAt));
  if (state !== 'unresolved') return <Empty title="None of these." />;
  return (
    <Empty title="No escalations.">
      <span className="quiet">
        {waits.length === 0
          ? 'Nobody waits for a driver.'
          : `Longest wait for a driver ${duration(Math.max(...waits))}.`}
      </span>
    </Empty>
  );
}
