import { lazy, Suspense, useState, type ReactNode } from 'react';
import { BoardPane } from './board/board-pane';
import { Counters } from './board/counters';
import { useOpsSearch, useSetSearch } from './search';
import { useShortcuts } from './shell/shortcuts';
import { Splitter } from './shell/splitter';
import { StoryPane } from './story/story-pane';

// Bigger than everything else together, and the board is useful before it.
const MapPane = lazy(() => import('./map/map-pane'));

type Pane = 'board' | 'map' | 'story';

/** Board, map and story side by side; where only some fit, the one that was asked for last. */
export function BoardRoom(): ReactNode {
  const { order } = useOpsSearch();
  const setSearch = useSetSearch();
  const [pane, setPane] = usePane(order);
  useShortcuts({ m: () => setPane(pane === 'map' ? (order === undefined ? 'board' : 'story') : 'map') });
  return (
    <main className="room__main">
      <Counters />
      <PaneSwitch pane={pane} hasStory={order !== undefined} onPane={setPane} />
      <div className="panes" data-pane={pane} data-story={order !== undefined || undefined}>
        <BoardPane />
        <Splitter label="Width of the board" property="--board-width" min={460} max={860} initial={568} />
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

/** A story that is opened comes to the front; closing it gives its place back. */
function usePane(order: string | undefined): [Pane, (pane: Pane) => void] {
  const [state, setState] = useState<{ pane: Pane; order: string | undefined }>({
    pane: order === undefined ? 'board' : 'story',
    order,
  });
  const setPane = (pane: Pane): void => setState({ pane, order });
  if (state.order !== order) {
    const pane = order === undefined ? (state.pane === 'story' ? 'board' : state.pane) : 'story';
    setState({ pane, order });
  }
  return [state.pane, setPane];
}

/** Only where the panes don't fit side by side. */
function PaneSwitch({
  pane,
  hasStory,
  onPane,
}: {
  pane: Pane;
  hasStory: boolean;
  onPane: (pane: Pane) => void;
}): ReactNode {
  const panes: readonly (readonly [Pane, string])[] = [
    ['board', 'Board'],
    ['map', 'Map'],
    ...(hasStory ? [['story', 'Story'] as const] : []),
  ];
  return (
    <div className="pane-switch" role="group" aria-label="Show" data-story={hasStory || undefined}>
      {panes.map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="tab"
          data-pane={value}
          aria-pressed={value === pane}
          onClick={() => onPane(value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
