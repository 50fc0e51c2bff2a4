import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../client';
import { useObstacleFor } from '../parts/act';
import { ProblemNote } from '../parts/problem-note';
import type { AuditEvent } from './audit-event';

/** What an event says of a person is kept apart, can be erased, and a look at it is an event itself. */
export function Personal({ event: { id, personal } }: { event: AuditEvent }): ReactNode {
  const obstacle = useObstacleFor('manager');
  const [isAsked, setAsked] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['audit-personal', id],
    queryFn: ({ signal }) => api.get<{ personal: Record<string, unknown> }>(`/v1/ops/audit/${id}/personal`, signal),
    enabled: isAsked,
    gcTime: 0,
  });
  return (
    <section className="story__section" aria-labelledby="personal">
      <h3 id="personal">What it says of a person</h3>
      {personal === 'erased' && <p className="quiet">It was erased; the proof still holds.</p>}
      {personal === 'kept' && !data && (
        <p>
          <button
            type="button"
            className="button"
            disabled={obstacle !== null || isAsked}
            title={obstacle ?? undefined}
            onClick={() => setAsked(true)}
          >
            Show it
          </button>{' '}
          <span className="quiet">That you have looked is recorded.</span>
        </p>
      )}
      {error && <ProblemNote error={error} />}
      {data && (
        <dl className="pairs">
          {Object.entries(data.personal).map(([key, value]) => (
            <div key={key} style={{ display: 'contents' }}>
              <dt>{key.replaceAll('_', ' ')}</dt>
              <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
