import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { clockFormat, count, shortId } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { useOpsSearch } from '../search';
import type { ShadowRun } from './shadow-run';
import { ShadowTable } from './shadow-table';

/** What a shadow run has found: one sentence, the figures, some of the orders, and how far it can be believed. */
export function ShadowAnswer({ run }: { run: ShadowRun }): ReactNode {
  const { rounds, orders, changed_orders: changed } = run;
  const span = useSpan(run);
  if (rounds.run === 0) {
    return <p className="quiet">No round of {span} is kept. Those that proposed somebody are, for three days.</p>;
  }
  return (
    <>
      <p>
        <b>
          {changed === 0
            ? 'Every order would have had the same driver.'
            : `${plural(changed)} would have had another driver, or none.`}
        </b>{' '}
        <span className="quiet">
          {count(rounds.run)}
          {rounds.run < rounds.found && ` of ${count(rounds.found)}`} rounds of {span}, {plural(orders)} in their pools.
        </span>
      </p>
      <ShadowTable run={run} />
      {run.examples.length > 0 && <Examples run={run} />}
      <details>
        <summary>What such a run can tell</summary>
        <p className="quiet">{run.judged}</p>
      </details>
    </>
  );
}

const plural = (orders: number): string => `${count(orders)} ${orders === 1 ? 'order' : 'orders'}`;

function useSpan({ from, to }: ShadowRun): string {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const [begin, end] = [marketTime(market.clock, from), marketTime(market.clock, to)];
  const isDay = clock.time(begin) === clock.time(end);
  return isDay ? clock.day(begin) : `${clock.day(begin)} ${clock.time(begin)}–${clock.time(end)}`;
}

function Examples({ run }: { run: ShadowRun }): ReactNode {
  const { market } = useOpsSearch();
  return (
    <details>
      <summary>Some of the orders that would have gone elsewhere</summary>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Round</th>
            <th scope="col">Driver</th>
            <th scope="col">Under the draft</th>
          </tr>
        </thead>
        <tbody>
          {run.examples.map(({ round_no, order_id, driver_before, driver_after }) => (
            <tr key={`${round_no} ${order_id}`}>
              <th scope="row">
                <Link to="/" search={{ market, order: order_id }} className="mono">
                  {shortId(order_id)}
                </Link>
              </th>
              <td>{count(round_no)}</td>
              <td>{driver_before?.name ?? 'nobody'}</td>
              <td>{driver_after?.name ?? 'nobody'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
