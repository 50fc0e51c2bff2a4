import { EARNEST } from '../clock';
import { definitionsOf, FIGURE_KEYS, figuresOf } from './figures';
import { DURATION_BOUNDS, octaves, percentile } from './histogram';
import { bucketFor, knownPart, periodBefore, periodOf } from './period';
import type { Sums } from './sums';

const bucketOf = (seconds: number): number => {
  const at = DURATION_BOUNDS.findIndex((bound) => seconds < bound);
  return at === -1 ? DURATION_BOUNDS.length : at;
};
const counted = (values: number[]): number[] => {
  const histogram = DURATION_BOUNDS.map(() => 0).concat(0);
  for (const value of values) histogram[bucketOf(value)]! += 1;
  return histogram;
};

describe('a histogram', () => {
  it('has percentiles that are right to a fifth, however skewed the values', () => {
    const values = Array.from({ length: 5_000 }, (_, at) => Math.exp(((at * 7_919) % 5_000) / 700) + 5).toSorted(
      (a, b) => a - b,
    );
    for (const share of [0.1, 0.5, 0.9, 0.99]) {
      const exact = values[Math.floor(share * values.length)]!;
      expect(Math.abs(percentile(counted(values), share)! / exact - 1)).toBeLessThan(0.2);
    }
  });

  it('of nothing has none, beyond the last bound is at least that', () => {
    expect(percentile(counted([]), 0.5)).toBeNull();
    expect(percentile(counted([1e9]), 0.5)).toBe(DURATION_BOUNDS.at(-1));
  });

  it('adds up in octaves', () => {
    const shown = octaves(counted([0.5, 3, 3, 70, 100, 1e9]), []);
    expect(shown.reduce((sum, { count }) => sum + count, 0)).toBe(6);
    expect(shown.find(({ fromS }) => fromS === 64)).toEqual({ fromS: 64, toS: 128, count: 2, beside: 0 });
    expect(shown.at(-1)!.toS).toBeNull();
  });

  it('has room for what only the one beside it has', () => {
    expect(octaves(counted([3]), counted([70]))).toEqual(
      [2, 4, 8, 16, 32, 64].map((fromS) => ({
        fromS,
        toS: 2 * fromS,
        count: fromS === 2 ? 1 : 0,
        beside: fromS === 64 ? 1 : 0,
      })),
    );
    expect(octaves([], [])).toEqual([]);
  });
});

describe('a period', () => {
  const market = { timeZone: 'Europe/Lisbon', clock: EARNEST };
  const now = Date.parse('2026-11-25T19:43:08Z');
  const s = (iso: string): number => Date.parse(iso) / 1_000;

  it("is whole quarters; without a question the market's day so far", () => {
    expect(periodOf({ fromMs: null, toMs: null }, market, now)).toEqual({
      fromS: s('2026-11-25T00:00:00Z'),
      toS: s('2026-11-25T19:45:00Z'),
    });
    const asked = { fromMs: Date.parse('2026-11-25T10:07:00Z'), toMs: Date.parse('2026-11-25T10:31:00Z') };
    expect(periodOf(asked, market, now)).toEqual({ fromS: s('2026-11-25T10:00:00Z'), toS: s('2026-11-25T10:45:00Z') });
  });

  it('is compared with one as long right before', () => {
    expect(periodBefore({ fromS: 1_800, toS: 4_500 })).toEqual({ fromS: -900, toS: 1_800 });
  });

  it('is known from the first figures to the quarter that goes on, and else not at all', () => {
    const day = { fromS: 0, toS: 86_400 };
    expect(knownPart(day, 3_600, 7_000)).toEqual({ fromS: 3_600, toS: 7_200 });
    expect(knownPart(day, -900, 1e6)).toEqual(day);
    expect(knownPart(day, 90_000, 100_000)).toEqual({ fromS: 90_000, toS: 90_000 });
  });

  it('is shown in quarters, hours or days', () => {
    const days = (n: number) => bucketFor({ fromS: 0, toS: n * 86_400 });
    expect([days(1), days(7), days(30)]).toEqual(['quarter', 'hour', 'day']);
  });
});

describe('figures', () => {
  const none = Object.fromEntries(
    'placed delivered returned cancelled undeliverable neverAssigned assigned assignS onTime lateS accepted declined expired withdrawn forced reassigned escalations ratings stars onlineS busyS'
      .split(' ')
      .map((key) => [key, 0]),
  ) as unknown as Sums;

  it('of nothing are zero or none, never a division by it', () => {
    const figures = figuresOf({ sums: none, assignHistogram: [], lateHistogram: [] });
    expect(Object.values(figures).every((value) => value === 0 || value === null)).toBe(true);
    expect(figures.acceptance).toBeNull();
  });

  it('leave withdrawn offers out of acceptance', () => {
    const sums = { ...none, accepted: 6, declined: 2, expired: 2, withdrawn: 90 };
    expect(figuresOf({ sums, assignHistogram: [], lateHistogram: [] })).toMatchObject({ acceptance: 0.6, offers: 100 });
  });

  it('each has a title, a unit and a definition', () => {
    const definitions = definitionsOf(FIGURE_KEYS);
    expect(Object.values(definitions).every(({ title, unit, text }) => title && unit && text.endsWith('.'))).toBe(true);
  });
});
