import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapColors } from './colors';
import { FONT, haloOf } from './type';

/** From the second band on: a healthy zone is not coloured, so that colour means attention. */
const byBand = (colors: MapColors): ExpressionSpecification => [
  'match',
  ['get', 'band'],
  1,
  colors.z1,
  2,
  colors.z2,
  3,
  colors.z3,
  4,
  colors.z4,
  'transparent',
];

const opacity: ExpressionSpecification = ['match', ['get', 'band'], 1, 0.5, 2, 0.5, 3, 0.5, 4, 0.42, 0];

/** Under everything that moves. The worst band is hatched, too: the number and the shape say it, colour only hints. */
export const zoneLayers = (colors: MapColors): LayerSpecification[] => [
  {
    id: 'zones',
    type: 'fill',
    source: 'zones',
    paint: { 'fill-color': byBand(colors), 'fill-opacity': opacity },
  },
  {
    id: 'zones-worst',
    type: 'fill',
    source: 'zones',
    filter: ['any', ['==', ['get', 'band'], 4], ['get', 'closed']],
    paint: { 'fill-pattern': 'hatch', 'fill-opacity': 0.6 },
  },
  {
    id: 'zones-outline',
    type: 'line',
    source: 'zones',
    filter: ['get', 'known'],
    paint: { 'line-color': colors['line-2'], 'line-width': 1.2 },
  },
  {
    id: 'zones-unknown',
    type: 'line',
    source: 'zones',
    filter: ['!', ['get', 'known']],
    paint: { 'line-color': colors['line-2'], 'line-width': 1.2, 'line-dasharray': [1, 2] },
  },
];

export const zoneLabels = (colors: MapColors): LayerSpecification[] => [
  {
    id: 'zone-labels',
    type: 'symbol',
    source: 'zone-labels',
    layout: {
      'text-field': ['get', 'label'],
      'text-font': FONT,
      'text-size': 13,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': colors.ink, ...haloOf(colors) },
  },
];
