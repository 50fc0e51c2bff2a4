import { learnDay, UsualDay, type DemandProfile, type PastOrder } from './demand-profile';
import { testDriver, testOrder, testSnapshot, at, straight } from '../fixtures';
import { expectedRates, seeDemand } from './forecast';
import { match } from '../matcher';

const HOUR = 3_600;
const [centre, suburb] = [at(0, 0), at(5_000, 0)];

/** Ten orders an hour in the centre at noon; forty in the centre and twenty in the suburb from six in the evening. */
function pastDay(): PastOrder[] {
  const spread = (areaId: string, place: typeof centre, from: number, count: number): PastOrder[] =>
    Array.from({ length: count }, (_, i) => ({ areaId, place, second: from + (i * 2 * HOUR) / count }));
  return [
    ...spread('centre', centre, 12 * HOUR, 20),
    ...spread('centre', centre, 18 * HOUR, 80),
    ...spread('suburb', suburb, 18 * HOUR, 40),
  ];
}

function usual(days: number): DemandProfile {
  let profile = learnDay(null, pastDay());
  for (let day = 1; day < days; day++) profile = learnDay(profile, pastDay());
  return profile;
}

const rateNear = (rates: ReturnType<typeof expectedRates>, place: typeof centre): number =>
  rates.find((r) => r.place.lng === place.lng)?.rate ?? 0;

describe('the usual day', () => {
  test('is the mean of the days it was learned from', () => {
    const twice = learnDay(learnDay(null, pastDay()), []);
    const orders = (profile: DemandProfile): number => profile.areas.flatMap((a) => a.orders).reduce((a, b) => a + b);
    expect(orders(usual(1))).toBeCloseTo(140);
    expect(orders(usual(4))).toBeCloseTo(140);
    expect(orders(twice)).toBeCloseTo(140 * (0.95 / 1.95));
  });

  test('survives storage, and forgets orders that cannot have been', () => {
    const impossible = [
      { areaId: 'x', place: centre, second: Number.NaN },
      { areaId: 'x', place: centre, second: -1 },
      { areaId: 'x', place: { lat: Number.NaN, lng: 0 }, second: 0 },
    ];
    const profile = learnDay(JSON.parse(JSON.stringify(usual(2))) as DemandProfile, impossible);
    expect(profile.areas.map(({ id }) => id)).toEqual(['centre', 'suburb']);
  });

  test('expects the evening before it begins, and where it usually is', () => {
    const rates = expectedRates(seeDemand(null, [], [], 0), UsualDay.of(usual(5), 18 * HOUR - 600));
    expect(rateNear(rates, suburb)).toBeGreaterThan(5 / HOUR);
    expect(rateNear(rates, centre)).toBeGreaterThan(rateNear(rates, suburb));
    expect(expectedRates(seeDemand(null, [], [], 0))).toEqual([]);
  });

  test('a day twice as busy as usual is expected to go on like that', () => {
    // Two orders a minute from six until seven, where one is usual.
    let seen = seeDemand(null, [], [], 0);
    for (let now = 30; now <= HOUR; now += 30) {
      seen = seeDemand(seen, [testOrder(`o${now}`, { placedAt: now, pickupPlaceId: 'centre' })], [], now);
    }
    const busy = expectedRates(seen, UsualDay.of(usual(5), 19 * HOUR));
    const total = busy.reduce((sum, { rate }) => sum + rate, 0);
    expect(total * HOUR).toBeGreaterThan(80);
    expect(total * HOUR).toBeLessThan(125);
  });

  test.each([
    ['of another version', { ...usual(1), version: 2 }],
    ['without days', { ...usual(1), days: 0 }],
    ['with slots that do not fill the day', { ...usual(1), slotSeconds: 7_000 }],
    ['with impossible numbers', { ...usual(1), areas: [{ id: 'x', place: centre, orders: [Number.NaN] }] }],
  ])('a profile %s is not used, and stops no round', (_, profile) => {
    expect(UsualDay.of(profile as DemandProfile, 0)).toBeNull();
    const snapshot = { ...testSnapshot([testOrder('o1')], [testDriver('d1')]), demandProfile: profile, secondOfDay: 0 };
    expect(match(snapshot as typeof snapshot & { demandProfile: DemandProfile }, straight).proposals).toHaveLength(1);
  });

  test('idle drivers are sent where the evening will be', () => {
    const snapshot = testSnapshot([], [testDriver('d1', { place: at(2_500, 0) })], { policy: { repositioning: true } });
    const evening = { ...snapshot, demandProfile: usual(5), secondOfDay: 18 * HOUR };
    expect(match(evening, straight).hints).toMatchObject([{ driverId: 'd1', to: centre }]);
    expect(match(snapshot, straight).hints).toEqual([]);
  });
});
