import { area, cornersOf, polygonOf, problemOf, type Corners } from './ring';

const SQUARE: Corners = [
  [-9.14, 38.71],
  [-9.13, 38.71],
  [-9.13, 38.72],
  [-9.14, 38.72],
];

test('a polygon ends where it begins, and its corners come back without the repeated one', () => {
  const polygon = polygonOf(SQUARE);
  expect(polygon.coordinates[0]).toHaveLength(5);
  expect(polygon.coordinates[0]?.at(-1)).toEqual(SQUARE[0]);
  expect(cornersOf({ polygon })).toEqual(SQUARE);
});

test('corners are kept to a tenth of a metre', () => {
  expect(polygonOf([[-9.123_456_789, 38.1]]).coordinates[0]?.[0]).toEqual([-9.123457, 38.1]);
});

test('two corners, a corner off the earth and a border that crosses itself are no zone', () => {
  const [a, b, c, d] = SQUARE;
  if (!a || !b || !c || !d) throw new Error('a square has four corners');
  expect(problemOf([a, b])).toMatch('three corners');
  expect(problemOf([a, b, [-9.1, 138]])).toMatch('lies nowhere');
  expect(problemOf([a, b, [Number.NaN, 38]])).toMatch('lies nowhere');
  expect(problemOf([a, c, b, d])).toMatch('crosses itself');
  expect(problemOf(SQUARE)).toBeNull();
});

test('small zones keep two decimals', () => {
  expect([area(80_000), area(1_440_000)]).toEqual(['0.08 km²', '1.4 km²']);
});
