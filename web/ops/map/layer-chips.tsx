import { useEffect, useState, type ReactNode } from 'react';
import type { MapState } from './use-map';

const LAYERS = {
  zones: { label: 'Zone health', of: ['zones', 'zones-worst', 'zones-outline', 'zones-unknown', 'zone-labels'] },
  drivers: { label: 'Drivers', of: ['drivers'] },
  orders: { label: 'Orders', of: ['orders'] },
  routes: { label: 'Routes', of: ['routes'] },
} as const;
export type LayerName = keyof typeof LAYERS;
export type Layers = Record<LayerName, boolean>;

const NAMES = Object.keys(LAYERS) as LayerName[];
const KEY = 'outrider.ops.map-layers';
/** Everybody's way at once hides the city. */
const INITIAL: Layers = { zones: true, drivers: true, orders: true, routes: false };

/** What the map shows, kept for the next visit. */
export function useLayers(): [Layers, toggle: (name: LayerName) => void] {
  const [layers, setLayers] = useState<Layers>(() => ({ ...INITIAL, ...kept() }));
  const toggle = (name: LayerName): void => {
    const next = { ...layers, [name]: !layers[name] };
    localStorage.setItem(KEY, JSON.stringify(next));
    setLayers(next);
  };
  return [layers, toggle];
}

function kept(): Partial<Layers> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Layers>;
  } catch {
    return {};
  }
}

export function useVisibility(drawn: MapState['drawn'], layers: Layers): void {
  useEffect(() => {
    if (!drawn) return;
    for (const name of NAMES) {
      for (const layer of LAYERS[name].of) {
        drawn.map.setLayoutProperty(layer, 'visibility', layers[name] ? 'visible' : 'none');
      }
    }
  }, [drawn, layers]);
}

export function LayerChips({ layers, onToggle }: { layers: Layers; onToggle: (name: LayerName) => void }): ReactNode {
  return (
    <div className="map-pane__layers" role="group" aria-label="On the map">
      {NAMES.map((name) => (
        <button
          key={name}
          type="button"
          className="map-pane__layer"
          aria-pressed={layers[name]}
          onClick={() => onToggle(name)}
        >
          {LAYERS[name].label}
        </button>
      ))}
    </div>
  );
}
