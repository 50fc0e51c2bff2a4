import { at, straight, testDriver, testOrder, testSnapshot } from '../fixtures';
import { match } from '../matcher';
import { PositionValue } from './position-value';
import { Problem } from '../routes/problem';

const { now } = testSnapshot([], []);

/** Who is meant for an order in the middle between two drivers when the demand so far was at `demandAt`. */
function meantFor(demandAt: ReturnType<typeof at>): string | null {
  const market = { policy: { lateCommitment: true }, pickupPlaces: [{ id: 'busy', place: demandAt }] };
  const placedAt = now - 1_200;
  const past = testOrder('past', { placedAt, pickupPlaceId: 'busy', pickup: demandAt });
  const { memory } = match(testSnapshot([past], [], { ...market, now: placedAt }), straight);
  // Ready in half an hour: either is there in time.
  const order = testOrder('o1', { readyAt: now + 1_800, promisedAt: now + 7_200 });
  const drivers = [testDriver('west', { place: at(-2_000, 0) }), testDriver('east', { place: at(2_000, 0) })];
  return match(testSnapshot([order], drivers, { ...market, memory }), straight).unserved[0]!.tentativeDriverId;
}

describe('the value of a position', () => {
  test('whoever stands nearer to the orders to come is kept for them', () => {
    expect(meantFor(at(6_000, 0))).toBe('west');
    expect(meantFor(at(-6_000, 0))).toBe('east');
  });

  test('is the mean drive to the expected demand, and nothing where none is known', () => {
    const problem = new Problem([testOrder('o1', { dropoff: at(0, 0) })], [testDriver('d1')], now, straight, 0);
    const rates = [
      { place: at(1_000, 0), rate: 3 },
      { place: at(5_000, 0), rate: 1 },
    ];
    const positions = PositionValue.of(problem, rates)!;
    expect(positions.ofDriver(0)).toBeCloseTo((3 * 200 + 1_000) / 4);
    expect(positions.ofStop(1, 0)).toBeCloseTo((3 * 200 + 1_000) / 4);
    expect(PositionValue.of(problem, [])).toBeNull();
  });

  test('is bounded: what is far out, or cannot be reached, is not given up', () => {
    const roads = { ...straight, seconds: () => Infinity };
    const problem = new Problem([], [testDriver('d1')], now, roads, 0);
    expect(PositionValue.of(problem, [{ place: at(1_000, 0), rate: 1 }])!.ofDriver(0)).toBe(2_400);
  });
});
