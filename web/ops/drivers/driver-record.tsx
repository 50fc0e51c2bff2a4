import type { ReactNode } from 'react';
import { clockFormat, count, duration, MISSING } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import type { DriverDetail } from './driver-detail';

const percent = (rate: number | null): string => (rate === null ? MISSING : `${Math.round(rate * 100)} %`);

/** Today's funnel, the score of the last thirty days and what has happened to the shift. */
export function DriverRecord({ detail }: { detail: DriverDetail }): ReactNode {
  return (
    <>
      <Funnel detail={detail} />
      <Score detail={detail} />
      <History detail={detail} />
    </>
  );
}

/** Bars that shrink from what was offered to what was on time. */
function Funnel({ detail: { today } }: { detail: DriverDetail }): ReactNode {
  const steps = [
    ['Offered', today.offered],
    ['Accepted', today.accepted],
    ['Delivered', today.delivered],
    ['On time', today.on_time],
  ] as const;
  const most = Math.max(1, ...steps.map(([, many]) => many));
  return (
    <section className="story__section" aria-labelledby="today">
      <header className="story__section-head">
        <h3 id="today">Today</h3>
        <span className="quiet">
          {count(today.declined)} declined, {count(today.expired)} missed
          {today.breaks > 0 && `, ${count(today.breaks)} breaks of ${duration(today.break_s * 1000)}`}
        </span>
      </header>
      <table className="why">
        <tbody>
          {steps.map(([label, many]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="why__bar">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="12" aria-hidden>
                  <rect width={(many / most) * 100} height="10" rx="1" style={{ fill: 'var(--c1)' }} />
                </svg>
              </td>
              <td className="num">{count(many)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Score({ detail: { score } }: { detail: DriverDetail }): ReactNode {
  return (
    <section className="story__section" aria-labelledby="score">
      <header className="story__section-head">
        <h3 id="score">Score</h3>
        <span className="quiet">last thirty days</span>
      </header>
      <dl className="pairs">
        <dt>
          Acceptance{' '}
          <span className="quiet">
            of {count(score.acceptance.accepted + score.acceptance.declined + score.acceptance.missed)} that count
          </span>
        </dt>
        <dd className="num">{percent(score.acceptance.rate)}</dd>
        <dt>
          On time <span className="quiet">of {count(score.on_time.delivered)}</span>
        </dt>
        <dd className="num">{percent(score.on_time.rate)}</dd>
      </dl>
    </section>
  );
}

const HISTORY_MAX = 12;

function History({ detail: { history } }: { detail: DriverDetail }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  if (history.length === 0) return null;
  return (
    <section className="story__section" aria-labelledby="history">
      <h3 id="history">Shift</h3>
      <ol className="driver-history">
        {history.slice(0, HISTORY_MAX).map(({ at, type, actor, reason }, index) => (
          <li key={`${at} ${index}`}>
            <time className="quiet num" dateTime={at}>
              {clock.precise(marketTime(market.clock, at))}
            </time>
            <span>
              {inWords(type)}
              {reason && <small className="quiet"> {reason.replaceAll('_', ' ')}</small>}
              {(actor['type'] === 'ops' || actor['type'] === 'admin') && (
                <small className="quiet"> by {String(actor['id'])}</small>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function inWords(type: string): string {
  const words = type.replace(/^(shift|driver)\./, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
