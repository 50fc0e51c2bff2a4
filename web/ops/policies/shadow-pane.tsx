import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { newKey } from '../../shared/api-client';
import { realTime } from '../../shared/market-clock';
import { api } from '../client';
import { useMarket, useMarketNow } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { ProblemNote } from '../parts/problem-note';
import { Segments } from '../parts/room-head';
import { policyPath, type Policy } from './policies';
import { ShadowAnswer } from './shadow-answer';
import type { ShadowRun } from './shadow-run';

type Span = 'yesterday' | '3h';

const SPANS = [
  ['yesterday', 'Yesterday'],
  ['3h', 'Last 3 h'],
] as const;

const HOURS_3_MS = 3 * 3_600_000;

/** Stored rounds under the draft: what would have been different, before anybody publishes it. */
export function ShadowPane({ basedOn, changes }: { basedOn: number; changes: Policy }): ReactNode {
  const { id, clock } = useMarket();
  const now = useMarketNow();
  const obstacle = useObstacleFor('operator');
  const [span, setSpan] = useState<Span>('yesterday');
  const asked = JSON.stringify({ changes, span });
  const run = useMutation({
    mutationFn: (_asked: string) => {
      const at = (marketMs: number): string => new Date(realTime(clock, marketMs)).toISOString();
      const time = span === '3h' ? { from: at(now - HOURS_3_MS), to: at(now) } : {};
      return api.post<ShadowRun>(`${policyPath(id)}/shadow_runs`, { based_on: basedOn, changes, ...time }, newKey());
    },
  });
  return (
    <section className="shadow" aria-labelledby="shadow">
      <header className="shadow__head">
        <h3 id="shadow">Shadow run</h3>
        <span className="story__space" />
        <Segments label="Rounds of" value={span} options={SPANS} onChoose={setSpan} />
        <button
          type="button"
          className="button"
          disabled={obstacle !== null || run.isPending}
          title={obstacle ?? undefined}
          onClick={() => run.mutate(asked)}
        >
          {run.isPending ? 'Working…' : run.data ? 'Run again' : 'Run'}
        </button>
      </header>
      {run.error && <ProblemNote error={run.error} />}
      {(run.isPending || !run.data) && !run.error && (
        <p className="quiet" aria-live="polite">
          {run.isPending
            ? 'The rounds are worked out twice, as they were and under the draft. It can take a minute.'
            : 'Works the rounds that were out again under the draft. Nothing is stored and nobody is asked.'}
        </p>
      )}
      {run.data && run.variables !== asked && <p className="shadow__stale">This run was of another draft or time.</p>}
      {run.data && <ShadowAnswer run={run.data} />}
    </section>
  );
}
