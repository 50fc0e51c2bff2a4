import type { ReactNode } from 'react';
import { age, count, shortId } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { marketTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';
import { useAct, useObstacleFor } from '../parts/act';
import { ProblemNote } from '../parts/problem-note';
import { useSetSearch } from '../search';
import { useZoneName } from '../zones/zones';
import { causeInWords, type Incident } from './escalation';
import { useIncidents } from './use-escalations';

/** What holds many orders up at once: one row each, above those that stand alone. */
export function IncidentList(): ReactNode {
  const { data } = useIncidents();
  if (!data || data.data.length === 0) return null;
  return (
    <ul className="incidents" aria-label="Incidents">
      {data.data.map((incident) => (
        <IncidentRow key={incident.id} incident={incident} />
      ))}
    </ul>
  );
}

function IncidentRow({ incident }: { incident: Incident }): ReactNode {
  const { clock } = useMarket();
  const now = useMarketNow();
  const zoneName = useZoneName();
  const setSearch = useSetSearch();
  const obstacle = useObstacleFor('operator');
  const take = useAct({ refreshes: [['escalations']] });
  return (
    <li className="incident">
      <Icon name="alert" size={20} />
      <div className="incident__what">
        <b>
          {causeInWords(incident.cause)}
          {incident.zone_id !== null && `: ${zoneName(incident.zone_id)}`}
        </b>
        <details>
          <summary>
            {count(incident.orders_total)} {incident.orders_total === 1 ? 'order waits' : 'orders wait'} because of it
          </summary>
          <span className="chips">
            {incident.orders.map(({ id }) => (
              <button key={id} type="button" className="chip mono" onClick={() => setSearch({ order: id })}>
                {shortId(id)}
              </button>
            ))}
          </span>
        </details>
        {take.error && <ProblemNote error={take.error} />}
      </div>
      <span className="quiet">{age(now - marketTime(clock, incident.raised_at))} old</span>
      {incident.owner === null ? (
        <button
          type="button"
          className="button"
          disabled={obstacle !== null || take.isPending}
          title={obstacle ?? undefined}
          onClick={() => take.mutate({ path: `/v1/ops/incidents/${incident.id}/acknowledge` })}
        >
          It’s mine
        </button>
      ) : (
        <span className="badge badge--quiet">{incident.owner}</span>
      )}
    </li>
  );
}
