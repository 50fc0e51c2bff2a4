import { waitWords } from './wait-words';

const HERE = { lat: 38.72, lng: -9.14 };
const hint = (lat: number, lng: number) => ({ location: { lat, lng }, depart_at: '2026-11-25T19:00:00Z' });

test.each([
  [38.73, -9.14, 'More orders are expected 1.1 km to the north.'],
  [38.72, -9.13, 'More orders are expected 850 m to the east.'],
  [38.713, -9.149, 'More orders are expected 1.1 km to the south-west.'],
])('a hint at %d, %d is told by distance and direction', (lat, lng, words) => {
  expect(waitWords(HERE, hint(lat, lng))).toBe(words);
});

test('who is there is told so, and nobody is told what is not known', () => {
  expect(waitWords(HERE, hint(38.7201, -9.1401))).toBe('You are where the next orders are expected.');
  expect(waitWords(HERE, null)).toBeNull();
  expect(waitWords(null, hint(38.73, -9.14))).toBeNull();
});
