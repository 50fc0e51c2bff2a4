import { at, straight, testDriver, testOrder, testSnapshot } from './fixtures';
import { match } from './matcher';
import type { MatchDriver, RepositioningHint } from './types';

const centre = at(0, 0);
/** Too far from the centre to cover it from here. */
const outside = at(5_000, 0);

/** Where idle drivers are sent when the centre has placed two orders, three quarters of an hour ago. */
function hintsFor(drivers: MatchDriver[]): RepositioningHint[] {
  const { now } = testSnapshot([], []);
  const market = { policy: { repositioning: true }, pickupPlaces: [{ id: 'centre', place: centre }] };
  const placedAt = now - 2_700;
  const orders = ['o1', 'o2'].map((id) => testOrder(id, { placedAt, pickupPlaceId: 'centre', pickup: centre }));
  const { memory } = match(testSnapshot(orders, [], { ...market, now: placedAt }), straight);
  return match(testSnapshot([], drivers, { ...market, memory }), straight).hints;
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
});
