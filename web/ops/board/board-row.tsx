import { memo, useState, type ReactNode } from 'react';
import { shortId, shortName, slack, slackInWords } from '../../shared/format';
import { RungGlyph, StatusGlyph } from '../../shared/status-glyph';
import { lookOf } from '../../shared/statuses';
import { driverOf, hasEnded, type Order } from '../live/board';
import { useMarket, useMarketNow } from '../live/use-board';
import { Countdown } from './countdown';
import { waitsForInShort } from './next-words';
import { slackOf } from './urgency';

export const rowId = (orderId: string): string => `order-${orderId}`;

/** One order of the board. Drawn again when the order changes; its two clocks tick by themselves. */
export const BoardRow = memo(function BoardRow({ order }: { order: Order }): ReactNode {
  const { label } = lookOf(order.status);
  const driver = driverOf(order);
  return (
    <>
      <span role="gridcell" className="row__status" title={label}>
        <StatusGlyph status={order.status} label={label} />
      </span>
      <span role="gridcell" className="row__id mono" title={`${order.externalId} · ${order.id}`}>
        {shortId(order.id)}
      </span>
      <span role="gridcell" className="row__rung">
        {order.rung > 0 && <RungGlyph rung={order.rung} />}
      </span>
      <span role="gridcell" className="row__way">
        {order.pickup.name} <span className="quiet">→ {order.dropoff.name}</span>
      </span>
      <span role="gridcell" className={driver ? 'row__driver' : 'row__driver quiet'} title={driver?.name}>
        {driver ? shortName(driver.name) : 'no driver'}
      </span>
      <span role="gridcell" className="row__next">
        {hasEnded(order) ? <b>{label}</b> : waitsForInShort(order)}
      </span>
      <span role="gridcell" className="row__countdown">
        {order.next && !hasEnded(order) && <Countdown at={order.next.at} />}
      </span>
      <span role="gridcell" className="row__slack">
        <Slack order={order} />
      </span>
      <ChangeTint version={order.version} />
    </>
  );
});

function Slack({ order }: { order: Order }): ReactNode {
  const { clock } = useMarket();
  const ms = slackOf(order, clock, useMarketNow());
  if (ms === null) return null;
  const tone = order.rung > 0 ? 'slack--alarm' : 'slack--late';
  return (
    <span className={ms < 0 ? `num slack ${tone}` : 'num slack'} title={slackInWords(ms)}>
      {slack(ms)}
    </span>
  );
}

/** Tints the row once when its order changes, but not when it merely scrolls into sight. */
function ChangeTint({ version }: { version: number }): ReactNode {
  const [seen] = useState(version);
  return version === seen ? null : <span key={version} className="row__tint" aria-hidden />;
}
