import type { ReactNode } from 'react';
import { clockFormat, count } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { reasonInWords } from '../decision/decision';
import { useMarket } from '../live/use-board';
import { comparable } from './cost-bars';
import { CostTable } from './cost-table';
import type { Decision } from './story';

/** Why this driver and not another: cost by part for the chosen one and the best alternatives, and who was not asked. */
export function Why({ decision, onMap }: { decision: Decision; onMap: () => void }): ReactNode {
  const market = useMarket();
  const at = clockFormat(market.timeZone).precise(marketTime(market.clock, decision.decided_at));
  const shown = comparable(decision);
  return (
    <section className="story__section" aria-labelledby="why">
      <header className="story__section-head">
        <h3 id="why">Why {decision.chosen.driver.name}?</h3>
        <span className="quiet">
          round {count(decision.round_no)} · {at} · {plural(decision.candidates_total, 'candidate')}
        </span>
      </header>
      <CostTable candidates={shown} />
      {shown.length === 1 && <p className="quiet">Nobody else could have taken it.</p>}
      {decision.excluded_total > 0 && (
        <p className="quiet">
          Not asked:{' '}
          {decision.excluded.map(({ reason, drivers }) => `${count(drivers)} ${reasonInWords(reason)}`).join(' · ')}
        </p>
      )}
      <button type="button" className="button button--plain why__map" onClick={onMap}>
        All candidates on a map
      </button>
    </section>
  );
}

const plural = (many: number, what: string): string => `${count(many)} ${what}${many === 1 ? '' : 's'}`;
