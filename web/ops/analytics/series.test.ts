import type { Operations } from './analytics';
import { histogramChart, seriesChart } from './series';

it('names steps that double by seconds, then by minutes, and the last one by where it begins', () => {
  const bars = [
    { from_s: 16, to_s: 32, count: 4 },
    { from_s: 64, to_s: 128, count: 9 },
    { from_s: 128, to_s: 256, count: 2 },
    { from_s: 1024, to_s: null, count: 1 },
  ];
  const { categories, series } = histogramChart(bars, 'Orders');
  expect(categories).toEqual(['16–32 s', '64–128 s', '2–4 min', 'over 17 min']);
  expect(series[0]?.values).toEqual([4, 9, 2, 1]);
});

it('draws what is counted as bars and what is measured as lines, and nothing where there is nothing', () => {
  const data = {
    series: [
      { at: '', local: '2026-11-25T23:45', values: { placed: 3, on_time_share: 0.5 } },
      { at: '', local: '2026-11-26T00:00', values: { placed: 4, on_time_share: null } },
    ],
    definitions: { placed: { unit: 'count' }, on_time_share: { unit: 'share' } },
  } as unknown as Operations;
  const { categories, series } = seriesChart(data, [
    ['placed', 'Placed', 1],
    ['on_time_share', 'On time', 0.01],
  ]);
  expect(categories).toEqual(['23:45', '11-26']);
  expect(series).toEqual([
    { name: 'Placed', kind: 'bar', values: [3, 4] },
    { name: 'On time', kind: 'line', values: [50, null] },
  ]);
});
