import type { ReactNode } from 'react';
import {
  clockFormat,
  distance,
  duration,
  MISSING,
  shortId,
  slack as slackText,
  slackInWords,
} from '../../shared/format';
import { Icon } from '../../shared/icons';
import { marketTime } from '../../shared/market-clock';
import { RungGlyph, StatusGlyph } from '../../shared/status-glyph';
import { lookOf } from '../../shared/statuses';
import { slackOf } from '../board/urgency';
import type { Order } from '../live/board';
import { useMarket, useMarketNow } from '../live/use-board';
import { useSession } from '../session';
import { openEscalation, type Story } from './story';

/** Promise against what is expected now, and between whom. */
export function StoryHead({
  story,
  live,
  onClose,
}: {
  story: Story;
  /** The order's row on the board, while it has one: its slack ages with the clock. */
  live: Order | undefined;
  onClose: () => void;
}): ReactNode {
  const { order } = story;
  const { family, label } = lookOf(order.status);
  const escalation = openEscalation(story);
  const me = useSession()?.name;
  return (
    <header className="story__head">
      <div className="story__title">
        <h2 className="mono" title={`${order.external_id} · ${order.id}`}>
          {shortId(order.id)}
        </h2>
        <span className="badge" style={{ color: `var(--${family})`, background: `var(--${family}-t)` }}>
          <StatusGlyph status={order.status} size={14} /> {label}
        </span>
        {order.escalation_rung > 0 && (
          <span className="badge badge--alarm">
            <RungGlyph rung={order.escalation_rung} size={14} /> Rung {order.escalation_rung}
            {escalation?.owner && ` · ${escalation.owner === me ? 'yours' : escalation.owner}`}
          </span>
        )}
        <span className="story__space" />
        <kbd aria-hidden>J</kbd>
        <kbd aria-hidden>K</kbd>
        <button type="button" className="icon-button" aria-label="Close the story" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <PromiseLine story={story} live={live} />
      <dl className="story__ends">
        <dt>From</dt>
        <dd>
          {order.pickup.name} <small>{order.pickup.address}</small>
        </dd>
        <dd className="num">
          <Ready story={story} />
        </dd>
        <dt>To</dt>
        <dd>
          {order.dropoff.name} <small>{order.dropoff.address}</small>
        </dd>
        <dd className="num">{distance(order.distance_m)}</dd>
        <dt>Driver</dt>
        <dd>
          {order.driver ? (
            <>
              {order.driver.name} <small>{order.driver.vehicle}</small>
            </>
          ) : (
            <span className="quiet">none yet</span>
          )}
        </dd>
        <dd className="num">
          <Waiting story={story} />
        </dd>
      </dl>
    </header>
  );
}

function PromiseLine({ story: { order }, live }: { story: Story; live: Order | undefined }): ReactNode {
  const market = useMarket();
  const now = useMarketNow();
  const clock = clockFormat(market.timeZone);
  const promised = marketTime(market.clock, order.dropoff.promised_at);
  const slack = live && slackOf(live, market.clock, now);
  const hasSlack = slack !== undefined && slack !== null;
  // Where nobody has been found yet no window is known: the best that could be is a single time.
  const window = order.driver ? (live?.eta ?? null) : null;
  const times = window
    ? [marketTime(market.clock, window.low), marketTime(market.clock, window.high)]
    : hasSlack
      ? [Math.max(now, promised - slack)]
      : [];
  const arrival = times.length === 0 ? MISSING : times.map((ms) => clock.time(ms)).join('–');
  return (
    <p className="story__promise">
      <span>
        Promised <b>{clock.time(promised)}</b>
      </span>
      <span>
        {order.driver ? 'Arrives' : 'At best'} <b>{arrival}</b>
      </span>
      <span className="story__space" />
      {hasSlack && (
        <b className={slack < 0 ? 'story__late' : 'quiet'} title={slackInWords(slack)}>
          {slackText(slack)} min
        </b>
      )}
    </p>
  );
}

function Ready({ story: { order } }: { story: Story }): ReactNode {
  const market = useMarket();
  return <>ready {clockFormat(market.timeZone).time(marketTime(market.clock, order.pickup.ready_at))}</>;
}

function Waiting({ story: { order } }: { story: Story }): ReactNode {
  const market = useMarket();
  const now = useMarketNow();
  if (order.unassigned_since === null || order.driver !== null) return null;
  return <>waiting {duration(now - marketTime(market.clock, order.unassigned_since))}</>;
}
