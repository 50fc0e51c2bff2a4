import { inHumanTerms, inHumanTime, unitOf } from './policy-words';

test('a unit is what the API’s names end in', () => {
  expect(['lifetime_s', 'round_interval_seconds', 'in_s', 'minor', 'base_minor', 'radius_m'].map(unitOf)).toEqual([
    's',
    's',
    's',
    'minor units',
    'minor units',
    'm',
  ]);
  expect(['offers_max', 'moments', 'per_minute'].map(unitOf)).toEqual([null, null, null]);
});

test('seconds are said in what people think in, once they are many; minor units as money', () => {
  expect([45, 900, 5400, 36_000].map(inHumanTime)).toEqual(['', '15 min', '90 min', '10 h']);
  expect(inHumanTerms('base_minor', 320, 'EUR')).toMatch(/3[.,]20/);
  expect(inHumanTerms('offers_max', 3, 'EUR')).toBe('');
});
