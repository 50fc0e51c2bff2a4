import type {
  ExpressionSpecification,
  GeoJSONSource,
  LayerSpecification,
  MapLibreMap,
  StyleSpecification,
} from 'maplibre-gl';
import type { LatLng } from '../../shared/geo';
import { candidateLayers } from './candidate-layers';
import type { MapColors } from './colors';
import { collection } from './features';
import { kilometreGrid } from './grid';
import { addMarks } from './marks';
import { FONT, haloOf } from './type';
import { zoneLabels, zoneLayers } from './zone-layers';

/** Without `glyphs` MapLibre draws labels from the fonts of this machine: no server is asked. */
export const PLAIN_STYLE: StyleSpecification = { version: 8, sources: {}, layers: [] };

const SOURCES = ['grid', 'zones', 'zone-labels', 'routes', 'selection', 'candidates', 'orders', 'drivers'] as const;
export type OwnSource = (typeof SOURCES)[number];

export const sourceOf = (map: MapLibreMap, name: OwnSource): GeoJSONSource | undefined =>
  map.getSource<GeoJSONSource>(name);

/** Adds ours on top of whatever style is underneath; again after the theme or the style has changed. */
export function addLayers(map: MapLibreMap, colors: MapColors, center: LatLng, isPlain: boolean): void {
  addMarks(map, colors);
  for (const name of SOURCES) {
    map.addSource(name, { type: 'geojson', data: collection(name === 'grid' ? kilometreGrid(center) : []) });
  }
  const layers = [
    ...(isPlain ? ground(colors) : []),
    ...zoneLayers(colors),
    ...ways(colors),
    ...marks(colors),
    ...zoneLabels(colors),
    ...labels(colors),
    ...candidateLayers(colors),
  ];
  for (const layer of layers) map.addLayer(layer);
}

const ground = (colors: MapColors): LayerSpecification[] => [
  { id: 'ground', type: 'background', paint: { 'background-color': colors['map-bg'] } },
  {
    id: 'grid-major',
    type: 'line',
    source: 'grid',
    minzoom: 7,
    filter: ['get', 'isMajor'],
    paint: { 'line-color': colors['map-grid'], 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 1, 10, 2] },
  },
  {
    id: 'grid',
    type: 'line',
    source: 'grid',
    minzoom: 10,
    filter: ['!', ['get', 'isMajor']],
    paint: { 'line-color': colors['map-grid'], 'line-width': 1 },
  },
];

const ways = (colors: MapColors): LayerSpecification[] => [
  {
    id: 'routes',
    type: 'line',
    source: 'routes',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colors.move, 'line-width': 1.4, 'line-opacity': 0.7, 'line-dasharray': [3, 2] },
  },
  {
    id: 'way-casing',
    type: 'line',
    source: 'selection',
    filter: ['==', ['get', 'kind'], 'way'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colors['bg-2'], 'line-width': 6 },
  },
  {
    id: 'way',
    type: 'line',
    source: 'selection',
    filter: ['==', ['get', 'kind'], 'way'],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colors.offer, 'line-width': 3, 'line-dasharray': [2, 1.4] },
  },
  {
    id: 'asked',
    type: 'line',
    source: 'selection',
    filter: ['==', ['get', 'kind'], 'asked'],
    paint: { 'line-color': colors['ink-2'], 'line-width': 1.2, 'line-dasharray': [4, 3] },
  },
];

const marks = (colors: MapColors): LayerSpecification[] => [
  {
    id: 'orders',
    type: 'symbol',
    source: 'orders',
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['coalesce', ['get', 'rank'], 0],
    },
  },
  {
    id: 'drivers',
    type: 'symbol',
    source: 'drivers',
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-rotate': ['get', 'heading'],
      'icon-rotation-alignment': 'map',
      'icon-allow-overlap': true,
      'text-field': ['get', 'label'],
      'text-font': FONT,
      'text-size': 11,
      'text-offset': [0, 1.1],
      'text-anchor': 'top',
      'text-optional': true,
    },
    paint: { 'icon-opacity': ['get', 'opacity'], 'text-color': colors['ink-2'], ...haloOf(colors) },
  },
];

const labels = (colors: MapColors): LayerSpecification[] => [
  {
    id: 'selection',
    type: 'symbol',
    source: 'selection',
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'icon-image': ['coalesce', ['get', 'icon'], ''],
      'icon-allow-overlap': true,
      'text-field': ['get', 'label'],
      'text-font': FONT,
      'text-size': 12,
      'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
      'text-radial-offset': 1.3,
      'text-justify': 'auto',
    },
    paint: { 'text-color': colors.ink, ...haloOf(colors) },
  },
];

/** The rest steps back while one order is looked at; an alarm never does. */
export function dimOthers(map: MapLibreMap, orderId: string | undefined): void {
  const keepsColour: ExpressionSpecification = [
    'any',
    ['==', ['get', 'id'], orderId ?? ''],
    ['==', ['get', 'icon'], 'order-escalated'],
  ];
  map.setPaintProperty('orders', 'icon-opacity', orderId === undefined ? 1 : ['case', keepsColour, 1, 0.6]);
}
