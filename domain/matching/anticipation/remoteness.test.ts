import { at, straight, testDriver, testSnapshot } from '../fixtures';
import { Problem } from '../routes/problem';
import { DEFAULT_TUNING } from '../tuning';
import { remotenessOf } from './remoteness';
import { Repositioning } from './repositioning';

const { now } = testSnapshot([], []);
const HALF_HOUR = 1_800;
const centre = { place: at(0, 0), rate: 2 / HALF_HOUR };
/** Forty minutes out, where an order comes every few hours. */
const farm = { place: at(12_000, 0), rate: 0.15 / HALF_HOUR };

describe('a remote place', () => {
  const problem = new Problem([], [testDriver('d1', { place: farm.place })], now, straight, 0);
  const nodes = Int32Array.from([centre, farm], ({ place }) => problem.nodeAt(place));

  test('is as remote as its way to the demand is longer than for the middle, beyond twenty minutes', () => {
    const [middle, out] = remotenessOf(problem, [centre, farm], nodes);
    const [toCentre, toFarm] = [2 / 2.15, 0.15 / 2.15];
    expect(middle).toBe(0);
    expect(out).toBeCloseTo(2_400 * (toCentre - toFarm) - 1_200);
  });

  test('does not exist where no demand is known', () => {
    expect([...remotenessOf(problem, [], nodes)]).toEqual([0, 0]);
  });

  test('is as far as an hour and a half where it cannot be reached', () => {
    const roads = { ...straight, seconds: (from: object, to: object) => (from === to ? 0 : Infinity) };
    const cutOff = new Problem([], [testDriver('d1', { place: farm.place })], now, roads, 0);
    const [, out] = remotenessOf(cutOff, [centre, farm], nodes);
    expect(out).toBeLessThanOrEqual(5_400);
  });

  describe('keeps the driver who waits there', () => {
    const moves = (demand: (typeof farm)[], rush: number): unknown[] =>
      new Repositioning(problem, demand, DEFAULT_TUNING, rush).decide([
        { driver: 0, node: nodes[1]!, at: now, isIdle: true },
      ]);

    test('although more orders are expected in the middle', () => {
      expect(moves([centre, farm], 0)).toEqual([]);
    });

    test('but not in a rush, nor where nothing is expected any more', () => {
      const toCentre = [{ driver: 0, node: nodes[0] }];
      expect(moves([centre, farm], 1)).toEqual(toCentre);
      expect(moves([centre, { ...farm, rate: 0 }], 0)).toEqual(toCentre);
    });
  });
});
