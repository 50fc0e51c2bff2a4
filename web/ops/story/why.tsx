import type { ReactNode } from 'react';
import { clockFormat, count } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { barsOf, comparable, legendOf } from './cost-bars';
import type { Candidate, Decision } from './story';

const REASONS: Record<string, string> = {
  refused_before: 'refused it before',
  has_open_offer: 'being asked already',
  no_capacity: 'full',
  too_far: 'too far',
  shift_ends: 'shift ends before',
  unreachable: 'no way there',
  promise_of_others: 'would break a promise',
};

/** Why this driver and not another: cost by part for the chosen one and the best alternatives, and who was not asked. */
export function Why({ decision }: { decision: Decision }): ReactNode {
  const market = useMarket();
  const at = clockFormat(market.timeZone).precise(marketTime(market.clock, decision.decided_at));
  const shown = comparable(decision.chosen, decision.candidates);
  const longest = Math.max(1, ...shown.map(lengthOf));
  return (
    <section className="story__section" aria-labelledby="why">
      <header className="story__section-head">
        <h3 id="why">Why {decision.chosen.driver.name}?</h3>
        <span className="quiet">
          round {count(decision.round_no)} · {at} · {plural(decision.candidates_total, 'candidate')}
        </span>
      </header>
      <table className="why">
        <tbody>
          {shown.map((candidate, index) => (
            <tr key={candidate.driver.id ?? candidate.driver.name} data-chosen={index === 0 || undefined}>
              <th scope="row">{candidate.driver.name}</th>
              <td className="why__bar">
                <Bar candidate={candidate} longest={longest} />
              </td>
              <td className="num">{(candidate.cost.total / 60).toFixed(1)} min</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="why__legend">
        {legendOf(shown).map(({ label, color }) => (
          <li key={label}>
            <svg width="10" height="10" aria-hidden>
              <rect width="10" height="10" rx="2" style={{ fill: color }} />
            </svg>
            {label}
          </li>
        ))}
      </ul>
      {shown.length === 1 && <p className="quiet">Nobody else could have taken it.</p>}
      {decision.excluded_total > 0 && (
        <p className="quiet">
          Not asked:{' '}
          {decision.excluded.map(({ reason, drivers }) => `${count(drivers)} ${REASONS[reason] ?? reason}`).join(' · ')}
        </p>
      )}
    </section>
  );
}

const lengthOf = (candidate: Candidate): number => barsOf(candidate).reduce((sum, { seconds }) => sum + seconds, 0);

const plural = (many: number, what: string): string => `${count(many)} ${what}${many === 1 ? '' : 's'}`;

/** Drawn as SVG, because backgrounds vanish in forced colours. */
function Bar({ candidate, longest }: { candidate: Candidate; longest: number }): ReactNode {
  const parts = barsOf(candidate);
  const label = parts
    .filter(({ seconds }) => seconds > 0)
    .map((part) => `${part.label} ${(part.seconds / 60).toFixed(1)} min`)
    .join(', ');
  let x = 0;
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="12" role="img" aria-label={label}>
      {parts.map(({ label: key, color, seconds }) => {
        const width = (seconds / longest) * 100;
        x += width;
        return <rect key={key} x={x - width} width={Math.max(0, width - 0.4)} height="10" style={{ fill: color }} />;
      })}
    </svg>
  );
}
