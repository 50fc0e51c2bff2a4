import { quantile } from './distribution';
import { fixedChance, legsOf, newMarket, NOON, situation } from './eta.test-support';
import { fitModel } from './fit';
import { NO_LEGS } from './legs';
import { isUsableModel, kitchenLoadBand } from './model';
import { predict } from './predict';

const belief = newMarket();
const half = (distribution: readonly number[]): number => quantile(distribution, 0.5);

test('without legs a market believes what it believed', () => {
  expect(fitModel(NO_LEGS, belief)).toEqual({ ...belief, drive: { ...belief.drive, hour: {}, area: {}, vehicle: {} } });
});

test('pace, leaving and hand-over are learned from many legs', () => {
  const { drive, door } = fitModel(legsOf(2000, { pace: 1.5, leavingS: 60, doorS: 300 }), belief);
  const hour = drive.hour['12'] ?? 1;
  expect(drive.pace * hour).toBeCloseTo(1.5, 1);
  expect(drive.leaving.pickup).toBeGreaterThan(50);
  expect(drive.leaving.pickup).toBeLessThan(75);
  expect(half(door.base)).toBeCloseTo(300, -1);
});

test('a few legs move a belief a little, and many move it far', () => {
  const learned = (count: number): number => half(fitModel(legsOf(count, { doorS: 300 }), belief).door.base);
  expect(learned(3) - 120).toBeLessThan(30);
  expect(learned(30)).toBeCloseTo(210, -1);
  expect(learned(1000)).toBeGreaterThan(290);
});

test('kitchens that finish late are found out although drivers come early', () => {
  const { kitchen } = fitModel(legsOf(1000, { latenessS: () => 240 }), belief);
  expect(half(kitchen.lateness[kitchenLoadBand(0)]!)).toBeCloseTo(240, -1);
});

test('a merchant who is slower than the others is known for it, one with a single order is not', () => {
  const merchant = (i: number): string => (i === 0 ? 'once' : i % 4 === 0 ? 'slow' : 'usual');
  const latenessS = (i: number): number => (merchant(i) === 'usual' ? 120 : 420);
  const { kitchen } = fitModel(legsOf(800, { latenessS, merchant }), belief);
  expect(kitchen.merchant['slow']).toBeGreaterThan(200);
  expect(Math.abs(kitchen.merchant['usual']!)).toBeLessThan(30);
  expect(kitchen.merchant['once']).toBeLessThan(60);
});

test('a learned model forecasts its own market better than the cold start', () => {
  const chance = fixedChance(1);
  const legs = legsOf(1500, { pace: 1.3, doorS: 240, latenessS: () => 300 * chance() });
  const forecast = (model: typeof belief): number => predict(model, situation()).dropoff.median;
  const [order] = legs.orders;
  const truth = NOON + 900 + 150 + 120 + (2224 / 5) * 1.3 + 240;
  expect(order).toBeDefined();
  expect(Math.abs(forecast(fitModel(legs, belief)) - truth)).toBeLessThan(Math.abs(forecast(belief) - truth));
});

test('a model survives being stored, and one of another release is refused', () => {
  const stored: unknown = JSON.parse(JSON.stringify(fitModel(legsOf(50, {}), belief)));
  expect(isUsableModel(stored)).toBe(true);
  expect(isUsableModel({ drive: {} })).toBe(false);
  expect(isUsableModel(null)).toBe(false);
});
