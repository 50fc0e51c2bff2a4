import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapColors } from './colors';
import { FONT, haloOf } from './type';

const SOURCE = 'candidates';
const isPoint: ExpressionSpecification = ['==', ['geometry-type'], 'Point'];

const byPart = (chosen: string, runnerUp: string, others: string): ExpressionSpecification => [
  'match',
  ['get', 'part'],
  'chosen',
  chosen,
  'runner_up',
  runnerUp,
  others,
];

/** A decision's candidates: numbered discs, hollow for those who were left out. */
export const candidateLayers = (colors: MapColors): LayerSpecification[] => [
  {
    id: 'candidate-ways',
    type: 'line',
    source: SOURCE,
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: {
      'line-color': byPart(colors.offer, colors.ink, colors['ink-2']),
      'line-width': ['case', ['get', 'isActive'], 2.4, ['match', ['get', 'part'], 'chosen', 2.4, 1.2]],
      'line-dasharray': [4, 3],
    },
  },
  {
    id: 'candidates',
    type: 'circle',
    source: SOURCE,
    filter: isPoint,
    paint: {
      'circle-radius': ['match', ['get', 'part'], 'excluded', 5, ['case', ['get', 'isActive'], 12, 10]],
      'circle-color': [
        'match',
        ['get', 'part'],
        'excluded',
        colors['map-bg'],
        byPart(colors.offer, colors.ink, colors['ink-2']),
      ],
      'circle-stroke-color': ['match', ['get', 'part'], 'excluded', colors.idle, colors['bg-2']],
      'circle-stroke-width': 2,
    },
  },
  {
    id: 'candidate-ranks',
    type: 'symbol',
    source: SOURCE,
    filter: isPoint,
    layout: { 'text-field': ['get', 'rank'], 'text-font': FONT, 'text-size': 12, 'text-allow-overlap': true },
    paint: { 'text-color': colors['bg-2'] },
  },
  {
    id: 'candidate-names',
    type: 'symbol',
    source: SOURCE,
    filter: isPoint,
    layout: {
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
