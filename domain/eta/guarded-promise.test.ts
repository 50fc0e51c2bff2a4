import { guardedPromise } from './guarded-promise';

test('a promise without an unusual risk is left as it is', () => {
  for (const risk of [null, undefined, 0, 0.1]) expect(guardedPromise(1_000, risk)).toBe(1_000);
});

test('the more likely it is to break the earlier it seems due, by five minutes at most', () => {
  expect(guardedPromise(1_000, 0.55)).toBeCloseTo(850);
  expect(guardedPromise(1_000, 1)).toBe(700);
  expect(guardedPromise(1_000, 7)).toBe(700);
});
