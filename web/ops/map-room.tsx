import { lazy, Suspense, type ReactNode } from 'react';
import { useOpsSearch, useSetSearch } from './search';
import { Splitter } from './shell/splitter';
import { StoryPane } from './story/story-pane';

const MapPane = lazy(() => import('./map/map-pane'));

/** The whole market on one map, and the story of the order that was clicked. */
export default function MapRoom(): ReactNode {
  const { order } = useOpsSearch();
  const setSearch = useSetSearch();
  return (
    <main className="room__main">
      <h1 className="visually-hidden">Map</h1>
      <div className="panes panes--map" data-pane="map" data-story={order !== undefined || undefined}>
        <Suspense fallback={<section className="map-pane" aria-busy="true" aria-label="Map" />}>
          <MapPane />
        </Suspense>
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
