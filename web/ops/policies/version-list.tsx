import type { ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { Failure } from '../parts/failure';
import { useOpsSearch, useSetSearch } from '../search';
import { Changes } from './changes';
import { useDifference, useVersions } from './policies';

/** What was in force before, who changed it and why; one opened shows what it changed. */
export function VersionList(): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const { row } = useOpsSearch();
  const setSearch = useSetSearch();
  const open = row === undefined ? null : Number(row);
  const { data, error, refetch } = useVersions();
  const { data: changes } = useDifference(open);
  return (
    <section className="versions" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      {error && !data && <Failure error={error} what="The versions" onRetry={() => void refetch()} />}
      <ol>
        {data?.map(({ version, current, created_by, created_at, reason }) => {
          const at = marketTime(market.clock, created_at);
          const isOpen = version === open;
          return (
            <li key={version}>
              <button
                type="button"
                className="versions__row"
                aria-expanded={isOpen}
                onClick={() => setSearch({ row: isOpen ? undefined : String(version) })}
              >
                <b>{version}</b>
                <span>
                  {reason ?? (version === 1 ? 'As the market was opened' : 'No reason given')}
                  {current && <span className="badge badge--done">in force</span>}
                </span>
                <small className="quiet">
                  {created_by} · {clock.day(at)} {clock.time(at)}
                </small>
              </button>
              {isOpen && version === 1 && <p className="quiet">The first one: there is nothing before it.</p>}
              {isOpen && version > 1 && changes && <Changes changes={changes} />}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
