import type { ReactNode } from 'react';
import { clockFormat, duration } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { familyColor, lookOf } from '../../shared/statuses';
import { useMarket, useMarketNow } from '../live/use-board';
import type { Story } from './story';

/** The heart of the story: what the order waits for, until when, and what happens otherwise. */
export function NextBox({ story }: { story: Story }): ReactNode {
  const { order, events } = story;
  const market = useMarket();
  const now = useMarketNow();
  if (!order.next) return <Ended story={story} />;

  const { family } = lookOf(order.status);
  const at = marketTime(market.clock, order.next.at);
  const since = marketTime(market.clock, events.at(-1)?.occurred_at ?? order.placed_at);
  const left = at - now;
  const isOver = left <= 0;
  return (
    <section
      className="next-box"
      style={{ borderColor: familyColor(family), background: `var(--${family}-t)` }}
      aria-label="What happens next"
    >
      <p className="next-box__waits">
        <b>Waiting for {waitsFor(story)}</b>
        <span className="next-box__left num" role="timer" style={{ color: familyColor(family) }}>
          {isOver ? 'deciding…' : duration(left)}
        </span>
      </p>
      <svg className="next-box__bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden>
        <rect width="100" height="3" opacity=".25" style={{ fill: familyColor(family) }} />
        <rect width={shareLeft(left, at - since) * 100} height="3" style={{ fill: familyColor(family) }} />
      </svg>
      <p className="next-box__otherwise">
        Otherwise, at {clockFormat(market.timeZone).precise(at)}: {order.next.otherwise}.
      </p>
    </section>
  );
}

const shareLeft = (left: number, whole: number): number => (whole <= 0 ? 0 : Math.min(1, Math.max(0, left / whole)));

/** Names the driver whose answer is waited for; everything else the server has put into words. */
function waitsFor({ order, offers }: Story): string {
  const open = offers.findLast(({ status }) => status === 'open');
  if (order.status === 'offered' && open) return `${open.driver.name}’s answer`;
  return order.next?.waits_for ?? '';
}

function Ended({ story: { order } }: { story: Story }): ReactNode {
  const market = useMarket();
  const { family, label } = lookOf(order.status);
  const at = order.ended_at && clockFormat(market.timeZone).precise(marketTime(market.clock, order.ended_at));
  return (
    <section className="next-box" style={{ borderColor: familyColor(family), background: `var(--${family}-t)` }}>
      <p className="next-box__waits">
        <b>
          {label}
          {at && ` at ${at}`}
        </b>
      </p>
      <p className="next-box__otherwise">{order.end_reason ?? 'Nothing is left to do.'}</p>
    </section>
  );
}
