import { REST_MAX_MS, restAskedMs } from './retry-after';

const asked = (retryAfter: string, status: number | null = 429): number =>
  restAskedMs({
    status,
    responseHeaders: { 'retry-after': retryAfter },
    startedAt: '2026-05-04T18:00:00.000Z',
    durationMs: 1_000,
  });

test('seconds count from the answer on', () => {
  expect([asked('0'), asked('1'), asked(' 120 ')]).toEqual([0, 1_000, 120_000]);
});

test('so does a date; one that has passed asks for nothing', () => {
  expect(asked('Mon, 04 May 2026 18:00:31 GMT', 503)).toBe(30_000);
  expect(asked('Mon, 04 May 2026 17:00:00 GMT')).toBe(0);
});

test('nobody may ask for more than an hour', () => {
  expect([asked('999999999999'), asked('Fri, 01 Jan 2100 00:00:00 GMT')]).toEqual([REST_MAX_MS, REST_MAX_MS]);
});

test('it is heeded only where it asks for later tries, and only in words that mean something', () => {
  for (const status of [200, 301, 400, 500, null]) expect(asked('60', status)).toBe(0);
  for (const words of ['', 'soon', '-5', '1.5e99x']) expect(asked(words)).toBe(0);
  expect(restAskedMs({ status: 429, responseHeaders: {}, startedAt: '2026-05-04T18:00:00Z', durationMs: 1 })).toBe(0);
});
