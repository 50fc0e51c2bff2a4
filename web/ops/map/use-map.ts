import type { MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTheme } from '../../shared/theme';
import type { Market } from '../live/board';
import { readColors } from './colors';
import { configuredStyleUrl, createMap } from './create-map';
import { addLayers, PLAIN_STYLE } from './layers';

export interface MapState {
  container: RefObject<HTMLDivElement | null>;
  /** Null until our layers stand; another object after each change of style, because sources are empty again then. */
  drawn: { map: MapLibreMap } | null;
  /** The configured style could not be loaded, and the plain map is shown instead. */
  hasStyleFailed: boolean;
}

/** Creates the map once, and lays its layers again whenever the theme changes. */
export function useMap({ center }: Market): MapState {
  const container = useRef<HTMLDivElement>(null);
  const firstCenter = useRef(center);
  const [map, setMap] = useState<MapLibreMap | null>(null);
  const [drawn, setDrawn] = useState<MapState['drawn']>(null);
  const [hasStyleFailed, setStyleFailed] = useState(false);
  const theme = useTheme();

  useEffect(() => {
    if (!container.current) return;
    const created = createMap(container.current, firstCenter.current);
    setMap(created);
    return () => {
      setDrawn(null);
      setMap(null);
      created.remove();
    };
  }, []);

  useEffect(() => {
    if (!map) return;
    const styleUrl = hasStyleFailed ? null : configuredStyleUrl();
    const lay = (): void => {
      addLayers(map, readColors(), firstCenter.current, styleUrl === null);
      setDrawn({ map });
    };
    const giveUp = (): void => {
      if (styleUrl !== null && !map.isStyleLoaded()) setStyleFailed(true);
    };
    map.on('style.load', lay);
    map.on('error', giveUp);
    // Not a diff: that would take our sources away without a word.
    map.setStyle(styleUrl ?? PLAIN_STYLE, { diff: false });
    return () => {
      map.off('style.load', lay);
      map.off('error', giveUp);
    };
  }, [map, theme, hasStyleFailed]);

  return { container, drawn, hasStyleFailed };
}
