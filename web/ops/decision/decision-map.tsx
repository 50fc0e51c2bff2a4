import { LngLatBounds } from 'maplibre-gl';
import { useEffect, useRef, type ReactNode } from 'react';
import { useMarket } from '../live/use-board';
import { collection } from '../map/features';
import { sourceOf } from '../map/layers';
import { useMap, type MapState } from '../map/use-map';
import type { DecisionPlaces } from './decision';
import { candidateFeatures, endFeatures, placesOf } from './decision-features';

/** Where the candidates stood when it was decided. The table beside it has everybody on it, too. */
export default function DecisionMap({
  places,
  active,
  onActive,
}: {
  places: DecisionPlaces;
  active: string | null;
  onActive: (driverId: string | null) => void;
}): ReactNode {
  const { container, drawn, trouble } = useMap(useMarket());
  useEffect(() => {
    if (!drawn) return;
    void sourceOf(drawn.map, 'selection')?.setData(collection(endFeatures(places)));
    const bounds = new LngLatBounds();
    for (const place of placesOf(places)) bounds.extend(place);
    drawn.map.fitBounds(bounds, { padding: 36, maxZoom: 15, duration: 0 });
  }, [drawn, places]);
  useEffect(() => {
    if (drawn) void sourceOf(drawn.map, 'candidates')?.setData(collection(candidateFeatures(places, active)));
  }, [drawn, places, active]);
  useHover(drawn, onActive);
  return (
    <div className="decision__map map-pane" role="group" aria-label="Map of the candidates; the table has them, too">
      <div ref={container} className="map-pane__canvas" />
      {trouble !== null && <p className="map-pane__note">{trouble}</p>}
    </div>
  );
}

/** A mark that is pointed at or tapped says who it is. */
function useHover(drawn: MapState['drawn'], onActive: (driverId: string | null) => void): void {
  const tell = useRef(onActive);
  useEffect(() => {
    tell.current = onActive;
  });
  useEffect(() => {
    if (!drawn) return;
    const { map } = drawn;
    const subscriptions = [
      ...(['mousemove', 'click'] as const).map((type) =>
        map.on(type, 'candidates', (event) => {
          const id: unknown = event.features?.[0]?.properties['id'];
          if (typeof id === 'string') tell.current(id);
        }),
      ),
      map.on('mouseleave', 'candidates', () => tell.current(null)),
    ];
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  }, [drawn]);
}
