import type { Operations } from './analytics';
import { chartInWords } from './chart-words';
import { histogramChart, seriesChart, seriesSheet } from './series';

it('names steps that double by seconds, then by minutes, and the last one by where it begins', () => {
  const bars = [
    { from_s: 16, to_s: 32, count: 4, previous: null },
    { from_s: 64, to_s: 128, count: 9, previous: null },
    { from_s: 128, to_s: 256, count: 2, previous: null },
    { from_s: 1024, to_s: null, count: 1, previous: null },
  ];
  const { categories, series } = histogramChart(bars, 'Orders');
  expect(categories).toEqual(['16–32 s', '64–128 s', '2–4 min', 'over 17 min']);
  expect(series.map(({ values }) => values)).toEqual([[4, 9, 2, 1]]);
});

const point = (local: string, placed: number | null, on_time_share: number | null) => ({
  at: '',
  local,
  values: { placed, on_time_share },
});
const data = {
  series: [
    { ...point('2026-11-25T23:45', 3, 0.5), previous: point('2026-11-25T23:15', null, null) },
    { ...point('2026-11-26T00:00', 4, null), previous: point('2026-11-25T23:30', 2, null) },
  ],
  definitions: { placed: { unit: 'count' }, on_time_share: { unit: 'share' } },
} as unknown as Operations;

it('draws what is counted as bars and what is measured as lines, and nothing where there is nothing', () => {
  const { categories, beforeCategories, series } = seriesChart(data, [
    ['placed', 'Placed', 1],
    ['on_time_share', 'On time', 0.01],
  ]);
  expect(categories).toEqual(['23:45', '11-26']);
  expect(beforeCategories).toEqual(['23:15', '11-25 23:30']);
  expect(series).toEqual([
    { name: 'Placed', kind: 'bar', values: [3, 4] },
    { name: 'On time', kind: 'line', values: [50, null] },
    { name: 'Placed, before', kind: 'bar', values: [null, 2], isBefore: true },
  ]);
});

it('draws all of the period before as one line, where its parts would be too many', () => {
  const { series } = seriesChart(data, [['on_time_share', 'On time', 0.01]], { before: [['placed', 'All', 1]] });
  expect(series[1]).toEqual({ name: 'Before', kind: 'bar', values: [null, 2], isBefore: true });
});

it('saves both periods side by side', () => {
  const { head, rows } = seriesSheet(data, 'orders', ['placed']);
  expect(head).toEqual(['market_time', 'placed', 'before_market_time', 'placed_before']);
  expect(rows[1]).toEqual(['2026-11-26T00:00', 4, '2026-11-25T23:30', 2]);
});

it('says in words what is drawn, the period before by its own times', () => {
  const words = chartInWords('How much?', {
    categories: ['19:00', '19:15'],
    beforeCategories: ['18:30', '18:45'],
    series: [
      { name: 'Placed', kind: 'bar', values: [3, 4] },
      { name: 'Before', kind: 'bar', values: [9, null], isBefore: true },
    ],
  });
  expect(words).toBe('How much? Placed: 7 in all, most at 19:15: 4. Before: 9 in all, most at 18:30: 9.');
  const shares = { name: 'On time', kind: 'line' as const, values: [80, 95] };
  const measured = chartInWords('Kept?', { categories: ['19:00', '19:15'], unit: '%', series: [shares] });
  expect(measured).toBe('Kept? On time: from 80 % (19:00) to 95 % (19:15).');
});
