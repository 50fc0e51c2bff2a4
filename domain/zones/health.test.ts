import { EARNEST } from '../clock';
import { DEFAULT_POLICY } from '../policy/policy';
import { cellOf } from './cells';
import { bandAfter, bandOf, healthScore } from './health';
import { changedHealth, type ZoneSupplyReading } from './market-health';
import { areaM2, type Polygon } from './polygon';

const situation = { supply: 0, waiting: 0, expected: 0, oldestWaitS: null };

describe('the score', () => {
  it('says nothing of a place where nothing is', () => expect(healthScore(situation, 900)).toBeNull());

  it('is full while drivers suffice, and falls with each order that has none', () => {
    expect(healthScore({ ...situation, supply: 2 }, 900)).toBe(100);
    expect(healthScore({ ...situation, supply: 2, waiting: 2, oldestWaitS: 0 }, 900)).toBe(100);
    const scores = [1, 2, 4, 8].map((waiting) =>
      healthScore({ ...situation, supply: 1, waiting, oldestWaitS: 0 }, 900)!,
    );
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(scores[0]).toBe(100);
    expect(scores[3]).toBeLessThan(20);
  });

  it('falls as orders wait, by half when people are told', () => {
    const waited = (oldestWaitS: number) => healthScore({ ...situation, supply: 1, waiting: 1, oldestWaitS }, 900);
    expect([waited(0), waited(450), waited(900), waited(9_000)]).toEqual([100, 75, 50, 50]);
  });

  it('is between 0 and 100 whatever happens', () => {
    for (let at = 0; at < 2_000; at += 1) {
      const any = { supply: at % 7, waiting: at % 31, expected: (at % 11) / 3, oldestWaitS: (at * 37) % 5_000 };
      const score = healthScore(any, 900);
      expect(score === null || (score >= 0 && score <= 100)).toBe(true);
    }
  });
});

describe('bands', () => {
  it('are five', () =>
    expect([100, 80, 79, 60, 59, 40, 39, 20, 19, 0].map(bandOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]));

  it('change only when the score is clearly beyond the border', () => {
    expect([bandAfter(0, 79), bandAfter(0, 77), bandAfter(0, 76)]).toEqual([0, 0, 1]);
    expect([bandAfter(1, 81), bandAfter(1, 82), bandAfter(1, 83)]).toEqual([1, 1, 0]);
    expect([bandAfter(0, 10), bandAfter(4, 95), bandAfter(2, null), bandAfter(null, 79)]).toEqual([4, 0, null, 1]);
  });
});

describe('the zones of a market', () => {
  const [west, south] = [-9.15, 38.71];
  const polygon: Polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 0.01, south],
        [west + 0.01, south + 0.01],
        [west, south + 0.01],
        [west, south],
      ],
    ],
  };
  const zone = {
    id: '019abcde-0000-7000-8000-000000000000',
    name: 'Chiado',
    polygon,
    areaM2: areaM2(polygon),
    closed: false,
  };
  const inside = { lat: 38.715, lng: -9.145 };
  const far = { lat: 38.9, lng: -9.4 };
  const reading = (changes: Partial<ZoneSupplyReading>): ZoneSupplyReading => ({
    readAt: '2026-11-25T12:00:00Z',
    clock: EARNEST,
    policy: DEFAULT_POLICY,
    zones: [zone],
    waiting: [],
    drivers: [],
    expected: {},
    timeZone: 'UTC',
    usualDay: null,
    known: {},
    ...changes,
  });
  const driver = (place: { lat: number; lng: number }, changes = {}) => ({
    ...place,
    ageMs: 1_000,
    busy: false,
    ...changes,
  });

  it('count drivers inside in full, near by, busy or not heard of for a half, silent ones not at all', () => {
    const supply = (...drivers: ZoneSupplyReading['drivers']) =>
      changedHealth(reading({ drivers })).find(({ zoneId }) => zoneId === zone.id)!.supply;
    expect(supply(driver(inside))).toBe(1);
    expect(supply(driver({ lat: 38.725, lng: -9.145 }))).toBe(0.5);
    expect(supply(driver(inside, { busy: true }))).toBe(0.5);
    expect(supply(driver(inside, { ageMs: 100_000 }))).toBe(0.5);
    expect(supply(driver(inside, { ageMs: 400_000 }))).toBe(0);
    expect(supply(driver(far))).toBe(0);
  });

  it('include the cells of places that nobody has drawn', () => {
    const cell = cellOf(far);
    const waiting = [{ zoneId: cell, since: '2026-11-25T11:50:00Z' }];
    expect(changedHealth(reading({ waiting })).find(({ zoneId }) => zoneId === cell)).toMatchObject({
      name: null,
      waiting: 1,
      oldestWaitS: 600,
      band: 3,
      gone: false,
    });
  });

  it('are told only when something has changed, and cells end when nothing is there', () => {
    const first = changedHealth(reading({ drivers: [driver(inside)] }));
    const known = Object.fromEntries(first.map((given) => [given.zoneId, { ...given, pointScore: given.score }]));
    expect(first.map(({ point }) => point)).toEqual([true]);
    expect(changedHealth(reading({ drivers: [driver(inside)], known }))).toEqual([]);
    const [later] = changedHealth(reading({ drivers: [driver(inside), driver(inside)], known }));
    expect(later).toMatchObject({ driversFree: 2, point: false });
    const cell = cellOf(far);
    const gone = changedHealth(reading({ known: { [cell]: known[zone.id]! } }));
    expect(gone.find(({ zoneId }) => zoneId === cell)).toMatchObject({ gone: true, score: null });
  });
});
