import { useState, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { download } from '../parts/download';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { ProblemNote } from '../parts/problem-note';
import { Empty, RoomHead } from '../parts/room-head';
import { useOpsSearch, useSetSearch } from '../search';
import { useShortcuts } from '../shell/shortcuts';
import { Splitter } from '../shell/splitter';
import { AuditFilters, NO_FILTERS } from './audit-filters';
import { AuditPanel } from './audit-panel';
import { AuditTable } from './audit-table';
import { useAudit, useAuditQuery } from './use-audit';

/** Who did what, when and why; as far back as it is kept. */
export default function AuditRoom(): ReactNode {
  const { row } = useOpsSearch();
  const setSearch = useSetSearch();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useAudit();
  const events = data?.pages.flatMap((page) => page.data);
  const open = events?.find(({ id }) => id === row);
  useShortcuts({ Escape: () => setSearch({ row: undefined }) });
  return (
    <main className="room__main">
      <RoomHead title="Audit" summary={events && `${count(events.length)}${hasNextPage ? '+' : ''} events`}>
        <Exports />
      </RoomHead>
      <AuditFilters />
      <div className="panes panes--list" data-story={open !== undefined || undefined}>
        <section className="list-pane list-pane--table" aria-label="Events" tabIndex={0}>
          {error && !events && <Failure error={error} what="The audit trail" onRetry={() => void refetch()} />}
          {!events && !error && <Loading label="Reading the audit trail" />}
          {events && events.length > 0 && (
            <AuditTable events={events} open={row} onOpen={(id) => setSearch({ row: id })} />
          )}
          {events?.length === 0 && (
            <Empty title="Nothing matches.">
              <button type="button" className="button" onClick={() => setSearch(NO_FILTERS)}>
                Drop all filters
              </button>
            </Empty>
          )}
          {hasNextPage && (
            <p className="more-rows">
              <button
                type="button"
                className="button"
                disabled={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                {isFetchingNextPage ? 'Reading…' : 'Older ones'}
              </button>
            </p>
          )}
        </section>
        {open && (
          <>
            <Splitter label="Width of the event" property="--story-width" min={340} max={640} initial={404} isRight />
            <AuditPanel event={open} onClose={() => setSearch({ row: undefined })} />
          </>
        )}
      </div>
    </main>
  );
}

/** The same question as a file, whole. */
function Exports(): ReactNode {
  const query = useAuditQuery();
  const [error, setError] = useState<Error | null>(null);
  const fetchAs = (format: 'csv' | 'ndjson'): void => {
    const wanted = new URLSearchParams(query);
    wanted.set('format', format);
    setError(null);
    void download(`/v1/ops/audit/export?${wanted}`, `audit.${format}`).catch(setError);
  };
  return (
    <>
      {error && <ProblemNote error={error} />}
      <button type="button" className="button" onClick={() => fetchAs('csv')}>
        <Icon name="download" size={15} /> CSV
      </button>
      <button type="button" className="button" onClick={() => fetchAs('ndjson')}>
        <Icon name="download" size={15} /> NDJSON
      </button>
    </>
  );
}
