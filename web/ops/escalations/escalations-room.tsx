import type { ReactNode } from 'react';
import { count } from '../../shared/format';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { RoomHead, Segments } from '../parts/room-head';
import { useOpsSearch, useSetSearch } from '../search';
import { useSession } from '../session';
import { Splitter } from '../shell/splitter';
import { StoryPane } from '../story/story-pane';
import type { Escalation } from './escalation';
import { EscalationQueue } from './escalation-queue';
import { IncidentList } from './incident-list';
import { useEscalations } from './use-escalations';

const STATES = [
  ['unresolved', 'Unresolved'],
  ['mine', 'Mine'],
  ['snoozed', 'Snoozed'],
  ['resolved', 'Resolved'],
] as const;
type State = (typeof STATES)[number][0];

const isState = (value: string | undefined): value is State => STATES.some(([state]) => state === value);

/** What people must look at, by deadline: whose it is, how old it is, and what could be done about it. */
export default function EscalationsRoom(): ReactNode {
  const { state, order } = useOpsSearch();
  const setSearch = useSetSearch();
  const chosen = isState(state) ? state : 'unresolved';
  const { data, error, refetch } = useEscalations(chosen === 'mine' ? 'unresolved' : chosen);
  const name = useSession()?.name;
  const shown = data?.data.filter(({ owner }) => chosen !== 'mine' || owner === name);
  return (
    <main className="room__main">
      <RoomHead title="Escalations" summary={shown && chosen === 'unresolved' ? summaryOf(shown) : undefined}>
        <Segments
          label="Show"
          value={chosen}
          options={STATES}
          onChoose={(value) => setSearch({ state: value === 'unresolved' ? undefined : value })}
        />
      </RoomHead>
      <div className="panes panes--list" data-story={order !== undefined || undefined}>
        <section className="list-pane" aria-label="Escalations" tabIndex={0}>
          <IncidentList />
          {error && !data && <Failure error={error} what="The escalations" onRetry={() => void refetch()} />}
          {!data && !error && <Loading label="Reading the escalations" />}
          {shown && <EscalationQueue escalations={shown} state={chosen} />}
        </section>
        {order !== undefined && (
          <>
            <Splitter label="Width of the story" property="--story-width" min={340} max={640} initial={404} isRight />
            <StoryPane orderId={order} onClose={() => setSearch({ order: undefined })} />
          </>
        )}
      </div>
    </main>
  );
}

function summaryOf(escalations: readonly Escalation[]): string {
  if (escalations.length === 0) return 'Nothing needs a person.';
  const free = escalations.filter(({ owner }) => owner === null).length;
  return `${count(escalations.length)} open, ${free === 0 ? 'all owned' : `${count(free)} without an owner`}`;
}
