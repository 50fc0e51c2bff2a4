import { scoreOf, scoreTable, type ScoredEstimate } from './eta-recount';

const given = (actual: number, changes: Partial<ScoredEstimate> = {}): ScoredEstimate => ({
  stage: 'assigned',
  givenAt: 0,
  told: { low: 1000, median: 1200, high: 1400 },
  actual,
  ...changes,
});

test('errors, share within five minutes, coverage and bias', () => {
  expect(scoreOf([given(1200), given(1300), given(1500), given(1600)])).toEqual({
    count: 4,
    within5Min: 0.75,
    coverage: 0.5,
    meanAbsErrorS: 200,
    biasS: 200,
  });
  expect(scoreOf([])).toBeNull();
});

test('the table has a row for each stage and lead time that was seen', () => {
  const rows = scoreTable([given(1200), given(1300, { stage: 'carried' }), given(1200, { givenAt: 900 })]);
  expect(rows.map(({ stage, lead, count }) => [stage, lead, count])).toEqual([
    ['assigned', null, 2],
    ['assigned', { from: 0, to: 10 }, 1],
    ['assigned', { from: 20, to: 30 }, 1],
    ['carried', null, 1],
    ['carried', { from: 20, to: 30 }, 1],
  ]);
});
