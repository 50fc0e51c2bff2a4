import { LngLatBounds, type MapLibreMap } from 'maplibre-gl';
import { TerraDraw, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { polygonOf, type Corners } from './ring';

/** Drawing by pointer, as a hand on the map. The list of corners beside it can do the same without one. */
export interface Drawing {
  /** Shows these corners, to be dragged, split and deleted; none: the pointer sets new ones. */
  show(corners: Corners): void;
  stop(): void;
}

export function drawOnMap(map: MapLibreMap, color: string, onCorners: (corners: Corners) => void): Drawing {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map }),
    modes: [new TerraDrawPolygonMode({ styles: polygonStyles(color) }), selectMode(color)],
  });
  draw.start();
  const cornersOf = (): Corners => {
    const feature = draw.getSnapshot().find(({ geometry }) => geometry.type === 'Polygon');
    return feature ? ((feature.geometry.coordinates as Corners[])[0]?.slice(0, -1) ?? []) : [];
  };
  draw.on('finish', (id, { action }) => {
    onCorners(cornersOf());
    if (action !== 'draw') return;
    // What is drawn can be corrected at once.
    draw.setMode('select');
    draw.selectFeature(id);
  });
  return {
    show(corners) {
      // Half a number has been typed: what stands is right until the rest of it has come.
      if (!corners.flat().every(Number.isFinite)) return;
      draw.setMode('select');
      draw.clear();
      if (corners.length < 3) return draw.setMode('polygon');
      const [added] = draw.addFeatures([
        { type: 'Feature', geometry: polygonOf(corners), properties: { mode: 'polygon' } },
      ]);
      if (added?.valid && added.id !== undefined) draw.selectFeature(added.id);
      bringIntoSight(map, corners);
    },
    stop: () => draw.stop(),
  };
}

/** Only when a corner was typed that cannot be seen: the camera belongs to the person. */
function bringIntoSight(map: MapLibreMap, corners: Corners): void {
  const seen = map.getBounds();
  if (corners.every((corner) => seen.contains(corner))) return;
  const wanted = new LngLatBounds();
  for (const corner of corners) wanted.extend(corner);
  map.fitBounds(wanted, { padding: 96, maxZoom: 14, duration: 320 });
}

const hex = (color: string): `#${string}` => color as `#${string}`;

const polygonStyles = (color: string): object => ({
  fillColor: hex(color),
  fillOpacity: 0.18,
  outlineColor: hex(color),
  outlineWidth: 2,
  closingPointColor: hex(color),
});

const selectMode = (color: string): TerraDrawSelectMode =>
  new TerraDrawSelectMode({
    allowManualDeselection: false,
    flags: { polygon: { feature: { coordinates: { midpoints: true, draggable: true, deletable: true } } } },
    styles: {
      selectedPolygonColor: hex(color),
      selectedPolygonFillOpacity: 0.18,
      selectedPolygonOutlineColor: hex(color),
      selectionPointColor: hex(color),
      midPointColor: hex(color),
      midPointOpacity: 0.6,
    },
  });
