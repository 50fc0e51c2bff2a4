import { at, straight, testDriver, testOrder, testSnapshot } from '../fixtures';
import { match } from '../matcher';
import type { MatchDriver, PoolOrder, RepositioningHint } from '../types';

const centre = at(0, 0);
/** Too far from the centre to cover it from here. */
const outside = at(5_000, 0);

const { now } = testSnapshot([], []);

/** Where drivers are sent when the centre has placed two orders, three quarters of an hour ago. */
function hintsFor(drivers: MatchDriver[], open: PoolOrder[] = []): RepositioningHint[] {
  const market = {
    policy: { repositioning: true, lateCommitment: true },
    pickupPlaces: [{ id: 'centre', place: centre }],
  };
  const placedAt = now - 2_700;
  const orders = ['o1', 'o2'].map((id) => testOrder(id, { placedAt, pickupPlaceId: 'centre', pickup: centre }));
  const { memory } = match(testSnapshot(orders, [], { ...market, now: placedAt }), straight);
  return match(testSnapshot(open, drivers, { ...market, memory }), straight).hints;
}

describe('waiting places', () => {
  const second = testDriver('d2', { place: outside });

  test('an idle driver goes where orders are expected and nobody waits', () => {
    expect(hintsFor([second])).toMatchObject([{ driverId: 'd2', to: centre }]);
  });

  test('nobody is sent where somebody waits already', () => {
    expect(hintsFor([testDriver('d1', { place: centre }), second])).toEqual([]);
  });

  test('whoever is about to go home covers nothing: the next driver takes his place', () => {
    const leaving = testDriver('d1', { place: centre, shiftEndsAt: second.freeAt + 120 });
    expect(hintsFor([leaving, second])).toMatchObject([{ driverId: 'd2', to: centre }]);
  });

  test('whoever finishes in the centre soon covers it', () => {
    const finishing = testDriver('d1', { place: centre, freeAt: second.freeAt + 120 });
    expect(hintsFor([finishing, second])).toEqual([]);
  });

  describe('of a driver whose next pickup is half way to the centre', () => {
    /** To the centre and back to the pickup takes 1,500 seconds, and a minute goes before the pickup counts. */
    const pickUpIn = (seconds: number): PoolOrder =>
      testOrder('later', {
        pickup: at(2_500, 0),
        dropoff: outside,
        placedAt: now - 2_700,
        readyAt: now + seconds,
        promisedAt: now + 9_000,
      });

    test('are in the centre as long as he can be back in time', () => {
      expect(hintsFor([second], [pickUpIn(1_600)])).toMatchObject([{ driverId: 'd2', to: centre }]);
    });

    test('are where he is when there is no time for the way', () => {
      expect(hintsFor([second], [pickUpIn(1_500)])).toEqual([]);
    });
  });
});
