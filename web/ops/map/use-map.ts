import type { MapLibreMap } from 'maplibre-gl';
import { useEffect, useRef, useState, type RefObject } from 'react';
import type { LatLng } from '../../shared/geo';
import { useTheme } from '../../shared/theme';
import type { Market } from '../live/board';
import { readColors } from './colors';
import { configuredStyleUrl, createMap } from './create-map';
import { addLayers, PLAIN_STYLE } from './layers';

export interface MapState {
  container: RefObject<HTMLDivElement | null>;
  /** Null until our layers stand; another object after each change of style, because sources are empty again then. */
  drawn: { map: MapLibreMap } | null;
  /** Why there is less map than there should be, in a sentence; null when all is well. */
  trouble: string | null;
}

/** Creates the map once, and lays its layers again whenever the theme changes. */
export function useMap({ center }: Market): MapState {
  const container = useRef<HTMLDivElement>(null);
  const firstCenter = useRef(center);
  const [map, setMap] = useState<MapLibreMap | null>(null);
  const [drawn, setDrawn] = useState<MapState['drawn']>(null);
  const [hasStyleFailed, setStyleFailed] = useState(false);
  const [cannotDraw, setCannotDraw] = useState(false);
  const theme = useTheme();

  useEffect(() => {
    if (!container.current) return;
    const created = tryToCreateMap(container.current, firstCenter.current);
    setMap(created);
    setCannotDraw(created === null);
    return () => {
      setDrawn(null);
      setMap(null);
      created?.remove();
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

  return { container, drawn, trouble: troubleOf(cannotDraw, hasStyleFailed) };
}

/** A browser without WebGL still has the lists, and they must not go down with the map. */
function tryToCreateMap(container: HTMLElement, center: LatLng): MapLibreMap | null {
  try {
    return createMap(container, center);
  } catch {
    return null;
  }
}

function troubleOf(cannotDraw: boolean, hasStyleFailed: boolean): string | null {
  if (cannotDraw) return 'This browser cannot draw the map: it has no WebGL. Everything on it is in the lists too.';
  return hasStyleFailed ? 'The configured map could not be loaded; this is the plain one.' : null;
}
