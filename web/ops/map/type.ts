import type { MapColors } from './colors';

/** Drawn from the fonts of this machine. */
export const FONT = ['sans-serif'];

/** What keeps a label readable on anything. */
export const haloOf = (colors: MapColors): { 'text-halo-color': string; 'text-halo-width': number } => ({
  'text-halo-color': colors['bg-2'],
  'text-halo-width': 1.6,
});
