import { LngLatBounds } from 'maplibre-gl';
import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useMarket } from '../live/use-board';
import { collection } from '../map/features';
import { sourceOf } from '../map/layers';
import { MapLegend } from '../map/map-legend';
import { useMap } from '../map/use-map';
import { zoneFeatures, zoneLabelFeatures } from '../map/zone-features';
import { drawOnMap, type Drawing } from './draw-on-map';
import { cornersOf, type Corners } from './ring';
import type { Zone } from './zones';

export interface ZoneMapProps {
  zones: readonly Zone[];
  chosen: Zone | undefined;
  onChoose: (zoneId: string) => void;
  /** What is being drawn; null while nothing is. `stamp` rises when the corners come from elsewhere than the pointer. */
  drawing: { corners: Corners; stamp: number } | null;
  onCorners: (corners: Corners) => void;
}

/** All zones, and the one that is being drawn. */
export default function ZoneMap({ zones, chosen, onChoose, drawing, onCorners }: ZoneMapProps): ReactNode {
  const market = useMarket();
  const { container, drawn, trouble } = useMap(market);
  const isDrawing = drawing !== null;
  useEffect(() => {
    if (!drawn) return;
    const others = zones.filter(({ id }) => !isDrawing || id !== chosen?.id);
    void sourceOf(drawn.map, 'zones')?.setData(collection(zoneFeatures(others)));
    void sourceOf(drawn.map, 'zone-labels')?.setData(collection(zoneLabelFeatures(others)));
  }, [drawn, zones, isDrawing, chosen?.id]);
  useChosen(drawn, zones, chosen);
  usePicking(drawn, isDrawing ? null : onChoose);
  useDrawing(drawn, drawing, onCorners);
  return (
    <section className="map-pane" aria-label="Map of the zones">
      <div ref={container} className="map-pane__canvas" />
      <div className="map-pane__zoom">
        <button type="button" aria-label="Zoom in" onClick={() => drawn?.map.zoomIn()}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => drawn?.map.zoomOut()}>
          <Icon name="minus" />
        </button>
      </div>
      {trouble !== null && <p className="map-pane__note">{trouble}</p>}
      {isDrawing && (
        <p className="map-pane__hint">
          {drawing.corners.length < 3
            ? 'Click to set corners; click the first one again to close.'
            : 'Drag a corner, or a dot between two to add one. Right-click takes a corner away.'}
        </p>
      )}
      <MapLegend hasZones isBare />
    </section>
  );
}

type Drawn = ReturnType<typeof useMap>['drawn'];

/** Goes to the zone that was chosen, and at first to all of them. */
function useChosen(drawn: Drawn, zones: readonly Zone[], chosen: Zone | undefined): void {
  const hasFitted = useRef(false);
  const latest = useRef(zones);
  latest.current = zones;
  const known = zones.length > 0;
  useEffect(() => {
    if (!drawn || !known || (hasFitted.current && !chosen)) return;
    const bounds = new LngLatBounds();
    const shown = chosen ? [chosen] : latest.current;
    for (const zone of shown) for (const corner of cornersOf(zone)) bounds.extend(corner);
    drawn.map.fitBounds(bounds, { padding: 72, maxZoom: 14, duration: hasFitted.current ? 320 : 0 });
    hasFitted.current = true;
    // A zone whose health has changed is still the same place: only another one moves the camera.
  }, [drawn, known, chosen?.id]);
}

function usePicking(drawn: Drawn, onChoose: ((zoneId: string) => void) | null): void {
  const pick = useRef(onChoose);
  useEffect(() => {
    pick.current = onChoose;
  });
  useEffect(() => {
    if (!drawn) return;
    const subscription = drawn.map.on('click', 'zones', (event) => {
      const id: unknown = event.features?.[0]?.properties['id'];
      if (typeof id === 'string') pick.current?.(id);
    });
    return () => subscription.unsubscribe();
  }, [drawn]);
}

function useDrawing(drawn: Drawn, drawing: ZoneMapProps['drawing'], onCorners: (corners: Corners) => void): void {
  const hand = useRef<Drawing | null>(null);
  const report = useRef(onCorners);
  const corners = useRef<Corners>([]);
  useEffect(() => {
    report.current = onCorners;
    corners.current = drawing?.corners ?? [];
  });
  const isOn = drawing !== null;
  useEffect(() => {
    if (!drawn || !isOn) return;
    hand.current = drawOnMap(drawn.map, colorOf('--accent'), (next) => report.current(next));
    hand.current.show(corners.current);
    return () => {
      hand.current?.stop();
      hand.current = null;
    };
  }, [drawn, isOn]);
  useEffect(() => {
    if (drawing) hand.current?.show(drawing.corners);
    // Only what was typed is shown anew: what the pointer has drawn stands already.
  }, [drawing?.stamp]);
}

/** The theme's colour as the six digits that the drawing library wants. */
function colorOf(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const channels = getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3) ?? [];
  probe.remove();
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`;
}
