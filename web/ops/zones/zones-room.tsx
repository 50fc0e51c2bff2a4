import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { useMarket } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { RoomHead } from '../parts/room-head';
import { useOpsSearch, useSetSearch } from '../search';
import { useShortcuts } from '../shell/shortcuts';
import { PausedCells } from './paused-cells';
import { cornersOf, type Corners } from './ring';
import { ZoneEditor } from './zone-editor';
import { ZoneList } from './zone-list';
import { ZonePanel } from './zone-panel';
import { useZones, zonesKey, type Zone } from './zones';

const ZoneMap = lazy(() => import('./zone-map'));

/** What is being drawn: a new zone, or another border of one that exists. */
interface Draft {
  zone: Zone | null;
  corners: Corners;
  stamp: number;
}

export default function ZonesRoom(): ReactNode {
  const { id: marketId } = useMarket();
  const { zone: chosenId } = useOpsSearch();
  const setSearch = useSetSearch();
  const queryClient = useQueryClient();
  const { data: zones, error, refetch } = useZones();
  const obstacle = useObstacleFor('manager');
  const [draft, setDraft] = useState<Draft | null>(null);
  const chosen = zones?.find(({ id }) => id === chosenId);
  const choose = (zone: string | undefined): void => setSearch({ zone });
  const draw = (zone: Zone | null): void => setDraft({ zone, corners: zone ? cornersOf(zone) : [], stamp: 0 });
  useShortcuts({ Escape: () => (draft ? setDraft(null) : choose(undefined)) });

  if (!zones) {
    return (
      <main className="room__main">
        {error ? (
          <Failure error={error} what="The zones" onRetry={() => void refetch()} />
        ) : (
          <Loading label="Reading the zones" />
        )}
      </main>
    );
  }
  return (
    <main className="room__main">
      <RoomHead title="Zones" summary={summaryOf(zones)}>
        <button
          type="button"
          className="button button--primary"
          disabled={obstacle !== null || draft !== null}
          title={obstacle ?? undefined}
          onClick={() => draw(null)}
        >
          <Icon name="plus" size={16} /> Draw a zone
        </button>
      </RoomHead>
      <div className="zone-panes">
        <Suspense fallback={<section className="map-pane" aria-busy="true" aria-label="Map of the zones" />}>
          <ZoneMap
            zones={zones}
            chosen={chosen}
            onChoose={choose}
            drawing={draft}
            onCorners={(corners) => setDraft((before) => before && { ...before, corners })}
          />
        </Suspense>
        <section className="side-pane" aria-label="Zones" tabIndex={0}>
          {draft ? (
            <ZoneEditor
              key={draft.zone?.id ?? 'new'}
              zone={draft.zone}
              corners={draft.corners}
              onCorners={(corners) => setDraft({ ...draft, corners, stamp: draft.stamp + 1 })}
              onClose={() => setDraft(null)}
              onSaved={(zone) => {
                setDraft(null);
                void queryClient.invalidateQueries({ queryKey: zonesKey(marketId) });
                choose(zone.id);
              }}
            />
          ) : chosen ? (
            <ZonePanel zone={chosen} onRedraw={() => draw(chosen)} onClose={() => choose(undefined)} />
          ) : (
            <>
              <ZoneList zones={zones} onChoose={choose} />
              <PausedCells zones={zones} />
            </>
          )}
        </section>
      </div>
    </main>
  );
}

function summaryOf(zones: readonly Zone[]): string {
  const bad = zones.filter(({ health }) => health?.score !== null && health !== null && health.score < 40).length;
  const closed = zones.filter((zone) => zone.closed).length;
  const parts = [
    `${count(zones.length)} ${zones.length === 1 ? 'zone' : 'zones'}`,
    bad > 0 && `${count(bad)} below 40`,
    closed > 0 && `${count(closed)} taking no orders`,
  ];
  return parts.filter(Boolean).join(', ');
}
