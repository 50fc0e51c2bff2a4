import type { ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { RungGlyph, StatusGlyph } from '../../shared/status-glyph';
import { useMarket } from '../live/use-board';
import { eventWords, namesOf } from './event-words';
import type { Story } from './story';

/** What has happened, newest first. */
export function Timeline({ story }: { story: Story }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const nameOf = namesOf(story);
  return (
    <section className="story__section" aria-labelledby="timeline">
      <header className="story__section-head">
        <h3 id="timeline">Timeline</h3>
      </header>
      <ol className="timeline">
        {story.events.toReversed().map((event) => {
          const { title, detail } = eventWords(event, nameOf, market.currency);
          const rung = event.type === 'escalation.raised' ? Number(event.data['rung']) : null;
          return (
            <li key={event.number}>
              <time dateTime={event.occurred_at}>{clock.precise(marketTime(market.clock, event.occurred_at))}</time>
              <span className="timeline__glyph">
                {rung === null ? <StatusGlyph status={event.status_to} /> : <RungGlyph rung={rung} size={16} />}
              </span>
              <span>
                {title}
                {detail !== '' && <small>{detail}</small>}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
