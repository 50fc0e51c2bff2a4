import { readFileSync } from 'node:fs';
import type { Figures } from './figures';

/** Column of the published table, and the figure of ours that it is compared with. */
const COMPARED = [
  ['reyes_click_to_door', 'click_to_door'],
  ['reyes_ready_to_pickup', 'ready_to_pickup'],
] as const;

export interface Comparison {
  day: string;
  figure: string;
  published: number;
  ours: number;
}

/** Our figures beside those that Reyes et al. list for the same days; a table with one line per day. */
export function compareWithPublished(file: string, figuresOfDay: ReadonlyMap<string, Figures>): Comparison[] {
  const [header, ...rows] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return rows.flatMap((row) => {
    const cells = new Map(header!.map((name, i) => [name, row[i]!]));
    const day = cells.get('day')!;
    const ours = figuresOfDay.get(day);
    if (!ours) return [];
    return COMPARED.flatMap(([column, figure]) => {
      const published = Number(cells.get(column) || Number.NaN);
      return Number.isFinite(published) ? [{ day, figure, published, ours: ours[figure]! }] : [];
    });
  });
}
