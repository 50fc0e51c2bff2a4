import { isWorthTelling, promiseOutlook, TELLING, type Told } from './hysteresis';

const told: Told = { at: 0, dropoff: { low: 1500, median: 1800, high: 2100 }, willBeLate: false };
const next = (median: number) => ({ low: median - 300, median, high: median + 300 });
const promise = (risk: number, wasLate = false) => promiseOutlook(2400, risk, wasLate);

test('the first estimate is told', () => {
  expect(isWorthTelling(null, 0, next(1800), null)).toBe(true);
});

test('jitter is not told, however often it comes', () => {
  for (let at = 0; at < 900; at += 30) expect(isWorthTelling(told, at, next(1800 + (at % 60)), null)).toBe(false);
});

test('drift adds up until it is told', () => {
  const first = Array.from({ length: 40 }, (_, i) => 200 + 10 * i).find((at) =>
    isWorthTelling(told, at, next(1800 + at - 200), null),
  );
  expect(first).toBeDefined();
  expect(first! - 200).toBeGreaterThanOrEqual(TELLING.changeMinS);
});

test('after a change has been told the next one waits, unless it is large', () => {
  expect(isWorthTelling(told, 60, next(2100), null)).toBe(false);
  expect(isWorthTelling(told, 200, next(2100), null)).toBe(true);
  expect(isWorthTelling(told, 60, next(2400), null)).toBe(true);
});

test('a promise that breaks is told at once', () => {
  expect(isWorthTelling(told, 10, next(1810), promise(0.6))).toBe(true);
  expect(isWorthTelling(told, 10, next(1810), promise(0.4))).toBe(false);
});

test('a promise does not break and heal with every breath', () => {
  expect(promise(0.45).holds).toBe('at_risk');
  expect(promise(0.45, true).holds).toBe('no');
  expect(promise(0.3, true).willBeLate).toBe(false);
  expect(promise(0.1).holds).toBe('yes');
});
