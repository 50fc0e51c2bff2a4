import { nearnessOf } from './nearness';

const look = (secondsLeft: number, nearSinceMs: number | null = null, nowMs = 10_000) =>
  nearnessOf({ secondsLeft, nearSinceMs, nowMs }, 180);

test('one look is not enough, two that agree are', () => {
  expect(look(100)).toBe('maybe');
  expect(look(100, 9_000)).toBe('unchanged');
  expect(look(100, 5_000)).toBe('near');
});

test('at the edge it does not flutter: only clearly away is away', () => {
  expect(look(200, 5_000)).toBe('unchanged');
  expect(look(200)).toBe('unchanged');
  expect(look(240, 5_000)).toBe('away');
});
