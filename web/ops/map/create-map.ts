import { MapLibreMap, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { LatLng } from '../../shared/geo';
import { PLAIN_STYLE } from './layers';

// A bundle moves the worker away from where MapLibre would look for it.
setWorkerUrl(workerUrl);

/** A style that the deployment has configured, told by the page's own HTML; without one no other server is asked. */
export const configuredStyleUrl = (): string | null =>
  document.querySelector<HTMLMetaElement>('meta[name="outrider-map-style"]')?.content || null;

export function createMap(container: HTMLElement, center: LatLng): MapLibreMap {
  const map = new MapLibreMap({
    container,
    style: PLAIN_STYLE,
    center: [center.lng, center.lat],
    zoom: 12,
    attributionControl: false,
    // Whoever turned the map by accident would look for a way back; north is up.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-right');
  map.getCanvas().setAttribute('aria-label', 'Map of orders and drivers; the same are in the lists');
  return map;
}
