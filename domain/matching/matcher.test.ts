import { at, straight, testDriver, testOrder, testSnapshot } from './fixtures';
import { match } from './matcher';
import type { CommittedStop, MatchDriver, PoolOrder, RoundResult } from './types';

const restaurant = { pickupPlaceId: 'r1', pickup: at(0, 0) };

function committed(fields: Partial<CommittedStop>): CommittedStop {
  return {
    stopId: 's1',
    orderId: 'earlier',
    kind: 'dropoff',
    place: at(2_000, 0),
    pickupPlaceId: null,
    readyAt: null,
    promisedAt: null,
    service: { beforeSeconds: 60, afterSeconds: 60 },
    size: 1,
    arrived: false,
    ...fields,
  };
}

function city(count: number): { orders: PoolOrder[]; drivers: MatchDriver[] } {
  const spot = (i: number): ReturnType<typeof at> => at((i * 7_919) % 5_000, (i * 104_729) % 5_000);
  return {
    orders: Array.from({ length: count }, (_, i) => testOrder(`o${i}`, { pickup: spot(i), dropoff: spot(i + 50) })),
    drivers: Array.from({ length: count }, (_, i) => testDriver(`d${i}`, { place: spot(i + 100) })),
  };
}

function offersOf({ proposals }: RoundResult): Record<string, string[]> {
  return Object.fromEntries(proposals.map((p) => [p.driverId, p.orders.map(({ id }) => id)]));
}

describe('bundles', () => {
  const sameWay = [
    testOrder('o1', { ...restaurant, dropoff: at(2_000, 0) }),
    testOrder('o2', { ...restaurant, dropoff: at(2_100, 0) }),
  ];

  test('orders from one pickup place that go the same way travel together', () => {
    const result = match(testSnapshot(sameWay, [testDriver('d1')]), straight);
    expect(offersOf(result)).toEqual({ d1: expect.arrayContaining(['o1', 'o2']) });
    const pickups = result.proposals[0]!.stops.filter(({ kind }) => kind === 'pickup');
    expect(pickups[0]!.completeAt).toBe(pickups[1]!.completeAt);
  });

  test('nothing is bundled beyond the size that policy allows', () => {
    const result = match(testSnapshot(sameWay, [testDriver('d1')], { policy: { bundleSizeMax: 1 } }), straight);
    expect(result.proposals[0]!.orders).toHaveLength(1);
    expect(result.unserved).toMatchObject([{ reason: 'waiting_for_commitment', tentativeDriverId: 'd1' }]);
  });

  test('a bundle across places breaks no promise, and is not made where policy forbids it', () => {
    const orders = [
      testOrder('o1', { pickup: at(0, 0), dropoff: at(3_000, 0) }),
      testOrder('o2', { pickup: at(200, 0), dropoff: at(3_100, 0) }),
    ];
    const across = match(testSnapshot(orders, [testDriver('d1')]), straight);
    expect(across.proposals[0]!.orders).toHaveLength(2);
    const apart = match(testSnapshot(orders, [testDriver('d1')], { policy: { bundleAcrossPlaces: false } }), straight);
    expect(apart.proposals[0]!.orders).toHaveLength(1);
    const urgent = [orders[0]!, { ...orders[1]!, promisedAt: orders[1]!.placedAt + 600 }];
    const kept = match(testSnapshot(urgent, [testDriver('d1'), testDriver('d2', { place: at(200, 0) })]), straight);
    expect(offersOf(kept)).toEqual({ d1: ['o1'], d2: ['o2'] });
  });
});

describe('promises', () => {
  const onlyDelay = { work: 0, workInRush: 0, driverTime: 0, position: 0 };
  const { readyAt } = testOrder('any');

  test('one is broken rather than two, even for more delay', () => {
    // The near one is a little late whoever comes first; the far one keeps its promise if it comes first.
    const orders = [
      testOrder('near', { ...restaurant, dropoff: at(1_000, 0), promisedAt: readyAt + 370 }),
      testOrder('far', { ...restaurant, dropoff: at(-2_000, 0), promisedAt: readyAt + 600 }),
    ];
    const first = (brokenPromise: number): string | undefined => {
      const policy = { bundleSizeMax: 1, tuning: { ...onlyDelay, brokenPromise } };
      return match(testSnapshot(orders, [testDriver('d1')], { policy }), straight).proposals[0]?.orders[0]!.id;
    };
    expect(first(0)).toBe('near');
    expect(first(5_400)).toBe('far');
  });

  test('are broken by a shared trip only for an order that would be left behind', () => {
    const urgent = testOrder('urgent', { ...restaurant, promisedAt: readyAt + 330 });
    const later = testOrder('later', { ...restaurant, readyAt: readyAt + 300, dropoff: at(1_100, 0) });
    const trips = (shiftEndsAt: number | null): string[][] =>
      Object.values(offersOf(match(testSnapshot([urgent, later], [testDriver('d1', { shiftEndsAt })]), straight)));
    expect(trips(null)).toEqual([['urgent']]);
    expect(trips(readyAt + 400)).toEqual([expect.arrayContaining(['urgent', 'later'])]);
  });
});

describe('drivers under way', () => {
  test('get an add-on offer that keeps the order of the stops they have accepted', () => {
    const busy = testDriver('d1', { load: 1, route: [committed({})] });
    const order = testOrder('o1', { pickup: at(100, 0), dropoff: at(2_100, 0) });
    const [proposal] = match(testSnapshot([order], [busy]), straight).proposals;
    expect(proposal!.stops.map((stop) => stop.stopId ?? `${stop.kind} of ${stop.orderId}`)).toEqual([
      'pickup of o1',
      's1',
      'dropoff of o1',
    ]);
    expect(proposal!.decision.chosen.cost.detourForOthers).toBeGreaterThan(0);
  });

  test('who has arrived finishes that stop first', () => {
    const arrived = testDriver('d1', { load: 1, route: [committed({ place: at(0, 0), arrived: true })] });
    const [proposal] = match(testSnapshot([testOrder('o1')], [arrived]), straight).proposals;
    expect(proposal!.stops[0]!.stopId).toBe('s1');
  });

  test('who has his hands full is kept in mind, but not asked', () => {
    const full = testDriver('d1', { load: 3, route: [committed({})] });
    const { proposals, unserved } = match(testSnapshot([testOrder('o1')], [full]), straight);
    expect(proposals).toEqual([]);
    expect(unserved).toMatchObject([{ orderId: 'o1', tentativeDriverId: 'd1' }]);
  });
});

describe('late commitment', () => {
  const late = testOrder('o1', { readyAt: testOrder('o').readyAt + 1_800 });

  test('waits until the driver has to leave', () => {
    const snapshot = testSnapshot([late], [testDriver('d1', { place: at(1_000, 0) })], {
      policy: { lateCommitment: true },
    });
    const { proposals, unserved } = match(snapshot, straight);
    expect(proposals).toEqual([]);
    expect(unserved).toMatchObject([{ reason: 'waiting_for_commitment', tentativeDriverId: 'd1' }]);
    expect(unserved[0]!.commitAt! - snapshot.now).toBeCloseTo(1_800 - 60 - 200);
  });

  test('sends a driver ahead when orders are bound at the counter', () => {
    const now = late.readyAt - 270;
    const policy = { lateCommitment: true, bindingMoment: 'pickup' } as const;
    const snapshot = testSnapshot([late], [testDriver('d1', { place: at(1_000, 0) })], { now, policy });
    const { proposals, hints } = match(snapshot, straight);
    expect(proposals).toEqual([]);
    expect(hints).toMatchObject([{ driverId: 'd1', to: late.pickup }]);
  });
});

describe('a round', () => {
  test('is a pure function of its snapshot', () => {
    const { orders, drivers } = city(30);
    const snapshot = testSnapshot(orders, drivers);
    const shuffled = testSnapshot([...orders].reverse(), [...drivers].reverse());
    expect(match(snapshot, straight)).toEqual(match(snapshot, straight));
    expect(match(shuffled, straight)).toEqual(match(snapshot, straight));
  });

  test('accounts for every order exactly once', () => {
    const { orders, drivers } = city(40);
    const { proposals, unserved } = match(testSnapshot(orders, drivers.slice(0, 15)), straight);
    const seen = [...proposals.flatMap((p) => p.orders.map(({ id }) => id)), ...unserved.map(({ orderId }) => orderId)];
    expect(seen.sort()).toEqual(orders.map(({ id }) => id).sort());
  });

  test('explains itself: costs add up and the records stay small', () => {
    const { orders, drivers } = city(30);
    for (const { decision } of match(testSnapshot(orders, drivers), straight).proposals) {
      const { total, ...parts } = decision.chosen.cost;
      expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total);
      expect(decision.candidates.length).toBeLessThanOrEqual(5);
      expect(decision.candidatesTotal).toBeGreaterThanOrEqual(decision.candidates.length);
    }
  });

  test('prefers the driver whom policy has not handicapped', () => {
    const drivers = [testDriver('d1', { handicapSeconds: 300 }), testDriver('d2', { place: at(100, 0) })];
    expect(offersOf(match(testSnapshot([testOrder('o1')], drivers), straight))).toEqual({ d2: ['o1'] });
  });
});

describe('impossible input', () => {
  test.each([
    ['no drivers', [], {}, 'no_drivers'],
    ['shifts over', [testDriver('d1', { shiftEndsAt: 0 })], {}, 'shifts_end'],
    ['impossible numbers', [testDriver('d1')], { readyAt: Number.NaN }, 'invalid'],
    ['everybody refused', [testDriver('d1')], { excludedDriverIds: ['d1'] }, 'all_refused'],
    ['nobody in the radius', [testDriver('d1', { place: at(9_000, 0) })], { radiusMeters: 10 }, 'no_driver_in_radius'],
  ] as [string, MatchDriver[], Partial<PoolOrder>, string][])('%s', (_, drivers, fields, reason) => {
    const { proposals, unserved } = match(testSnapshot([testOrder('o1', fields)], drivers), straight);
    expect(proposals).toEqual([]);
    expect(unserved).toMatchObject([{ orderId: 'o1', reason }]);
  });

  test.each([
    ['NaN', () => Number.NaN],
    ['negative', () => -1],
    [
      'an exception',
      () => {
        throw new Error('provider down');
      },
    ],
  ])('a travel model that answers %s leaves orders unreachable', (_, answer) => {
    const busy = testDriver('d2', { load: 1, route: [committed({})] });
    const far = testDriver('d1', { place: at(500, 0) });
    const { unserved } = match(testSnapshot([testOrder('o1')], [far, busy]), { seconds: answer, meters: answer });
    expect(unserved).toMatchObject([{ orderId: 'o1', reason: 'unreachable' }]);
  });

  test('memory of another version is forgotten', () => {
    for (const memory of [undefined, 'x', { version: 0 }, { version: 1, routes: 'none' }]) {
      expect(match(testSnapshot([testOrder('o1')], [testDriver('d1')], { memory }), straight).proposals).toHaveLength(
        1,
      );
    }
  });
});
