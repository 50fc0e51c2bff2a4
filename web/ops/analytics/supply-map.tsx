import { LngLatBounds } from 'maplibre-gl';
import { useEffect, type ReactNode } from 'react';
import { useMarket } from '../live/use-board';
import { collection } from '../map/features';
import { sourceOf } from '../map/layers';
import { useMap } from '../map/use-map';
import type { ZonesAnalytics } from './analytics';

type Cells = ZonesAnalytics['cells'];

/** Demand against supply, cell by cell, in the bands of zone health: darker is worse. The table behind it is the CSV. */
export default function SupplyMap({ cells }: { cells: Cells }): ReactNode {
  const { container, drawn, trouble } = useMap(useMarket());
  useEffect(() => {
    if (!drawn) return;
    const bands = bandsOf(cells);
    void sourceOf(drawn.map, 'zones')?.setData(
      collection(
        cells.map(({ cell, outline }) => ({
          type: 'Feature',
          geometry: outline,
          properties: { id: cell, band: bands.get(cell) ?? 0, known: true, closed: false },
        })),
      ),
    );
    const bounds = new LngLatBounds();
    for (const { outline } of cells) for (const corner of outline.coordinates[0] ?? []) bounds.extend(corner);
    if (!bounds.isEmpty()) drawn.map.fitBounds(bounds, { padding: 24, duration: 0 });
  }, [drawn, cells]);
  return (
    <figure className="supply-map">
      <div ref={container} className="map-pane__canvas" />
      {trouble !== null && <p className="map-pane__note">{trouble}</p>}
    </figure>
  );
}

/** Fifths of the cells by demand for each hour of supply: what is much differs from city to city. */
function bandsOf(cells: Cells): Map<string, number> {
  const ranked = [...cells].sort((a, b) => (a.orders_per_hour ?? Infinity) - (b.orders_per_hour ?? Infinity));
  return new Map(ranked.map(({ cell }, index) => [cell, Math.floor((index / ranked.length) * 5)]));
}
