import { verdictOf } from './verdict';

const rules = { retryMs: [5, 300, 1800] };
const after = (status: number | null, attempts: number, error: string | null = null, retryAfter?: string) =>
  verdictOf(
    {
      startedAt: '2026-05-04T18:00:00.000Z',
      durationMs: 1,
      requestHeaders: {},
      status,
      error,
      responseHeaders: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
      responseBody: null,
    },
    attempts,
    rules,
  );

test('only a whole answer of two hundred and something is a delivery', () => {
  for (const status of [200, 202, 204, 299]) expect(after(status, 1).verdict).toBe('delivered');
  for (const status of [301, 302, 304, 400, 404, 408, 429, 500, 503]) expect(after(status, 1).verdict).toBe('retry');
  expect(after(200, 1, 'other side closed').verdict).toBe('retry');
  expect(after(null, 1, 'ECONNREFUSED').verdict).toBe('retry');
});

test('each further try waits as long as the schedule says, and after the last one it has failed', () => {
  expect([1, 2, 3, 4].map((attempts) => after(500, attempts))).toEqual([
    { verdict: 'retry', retryMs: 5, restMs: 0 },
    { verdict: 'retry', retryMs: 300, restMs: 0 },
    { verdict: 'retry', retryMs: 1800, restMs: 0 },
    { verdict: 'failed', retryMs: 0, restMs: 0 },
  ]);
});

test('a receiver that asks for quiet gets it, and never a try sooner than the schedule says', () => {
  expect(after(429, 1, null, '1')).toEqual({ verdict: 'retry', retryMs: 1_000, restMs: 1_000 });
  expect(after(503, 3, null, '1')).toEqual({ verdict: 'retry', retryMs: 1_800, restMs: 1_000 });
  expect(after(429, 4, null, '1')).toEqual({ verdict: 'failed', retryMs: 0, restMs: 1_000 });
});

test('410 ends it all, at any try', () => {
  expect([after(410, 1).verdict, after(410, 9).verdict]).toEqual(['gone', 'gone']);
});
