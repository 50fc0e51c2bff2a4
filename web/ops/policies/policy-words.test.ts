import { fieldWords, inHumanTime, sectionTitle } from './policy-words';

test('a field is called by its name without its unit', () => {
  expect(fieldWords('lifetime_s')).toEqual({ label: 'Lifetime', unit: 's' });
  expect(fieldWords('wave_raise_minor')).toEqual({ label: 'Wave raise', unit: 'minor units' });
  expect(fieldWords('offers_max')).toEqual({ label: 'Offers max', unit: null });
});

test('seconds are said in what people think in, once they are many', () => {
  expect([45, 900, 5400, 36_000].map(inHumanTime)).toEqual(['', '15 min', '90 min', '10 h']);
});

test('a section of a newer server still has a name', () => {
  expect(sectionTitle('surge_pricing')).toBe('Surge pricing');
});
