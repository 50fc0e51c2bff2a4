import { assignmentMatcher } from './assignment';
import { at, straight, testDriver, testOrder, testSnapshot } from './fixtures';

describe('the plain assignment', () => {
  test('minimises the sum of times to pickup, not each order on its own', () => {
    const orders = [testOrder('o1', { pickup: at(0, 0) }), testOrder('o2', { pickup: at(1_000, 0) })];
    const drivers = [testDriver('d1', { place: at(400, 0) }), testDriver('d2', { place: at(-500, 0) })];
    const { proposals } = assignmentMatcher(testSnapshot(orders, drivers), straight);
    expect(proposals.map((p) => [p.orders[0]!.id, p.driverId])).toEqual([
      ['o1', 'd2'],
      ['o2', 'd1'],
    ]);
  });

  test('appends to what the driver has to do and reports what the offer adds', () => {
    const busy = testDriver('d1', {
      load: 1,
      route: [
        {
          stopId: 's1',
          orderId: 'earlier',
          kind: 'dropoff',
          place: at(500, 0),
          pickupPlaceId: null,
          readyAt: null,
          promisedAt: null,
          service: { beforeSeconds: 60, afterSeconds: 60 },
          size: 1,
          arrived: false,
        },
      ],
    });
    const snapshot = testSnapshot([testOrder('o1')], [busy]);
    const [proposal] = assignmentMatcher(snapshot, straight).proposals;
    expect(proposal!.stops.map((s) => s.stopId)).toEqual(['s1', null, null]);
    expect(proposal!.stops.map((s) => Math.round(s.completeAt - snapshot.now))).toEqual([160, 380, 700]);
    expect(proposal!.durationSeconds).toBeCloseTo(540);
    expect(proposal!.distanceMeters).toBeCloseTo(1_500);
  });

  test('records the runner-up, its margin and who was excluded and why', () => {
    const drivers = [
      testDriver('d1', { place: at(100, 0) }),
      testDriver('d2', { place: at(200, 0) }),
      testDriver('d3'),
      testDriver('d4', { proposable: false }),
      testDriver('d5', { load: 3 }),
      testDriver('d6', { shiftEndsAt: 0 }),
    ];
    const order = testOrder('o1', { excludedDriverIds: ['d3'] });
    const [proposal] = assignmentMatcher(testSnapshot([order], drivers), straight).proposals;
    const { decision } = proposal!;
    expect(decision.chosen.driverId).toBe('d1');
    expect(decision.runnerUp!.driverId).toBe('d2');
    expect(decision.marginSeconds).toBeCloseTo(20);
    expect(new Map(decision.excluded.map((e) => [e.driverId, e.reason]))).toEqual(
      new Map([
        ['d3', 'refused_before'],
        ['d4', 'has_open_offer'],
        ['d5', 'no_capacity'],
        ['d6', 'shift_ends'],
      ]),
    );
  });

  test.each([
    ['no_drivers', [], {}],
    ['all_refused', [testDriver('d1')], { excludedDriverIds: ['d1'] }],
    ['all_busy', [testDriver('d1', { proposable: false })], {}],
    ['shifts_end', [testDriver('d1', { shiftEndsAt: 0 })], {}],
    ['no_driver_in_radius', [testDriver('d1', { place: at(5_000, 0) })], { radiusMeters: 100 }],
    ['invalid', [testDriver('d1')], { readyAt: Number.NaN }],
  ] as const)('answers %s when that is why nobody can be asked', (reason, drivers, fields) => {
    const order = testOrder('o1', {
      ...fields,
      excludedDriverIds: [...('excludedDriverIds' in fields ? fields.excludedDriverIds : [])],
    });
    const { proposals, unserved } = assignmentMatcher(testSnapshot([order], [...drivers]), straight);
    expect(proposals).toEqual([]);
    expect(unserved).toMatchObject([{ orderId: 'o1', reason }]);
  });

  test.each([
    ['answers NaN', () => Number.NaN],
    [
      'throws',
      () => {
        throw new Error('provider down');
      },
    ],
  ])('leaves orders unreachable when the travel model %s', (_, answer) => {
    const { unserved } = assignmentMatcher(testSnapshot([testOrder('o1')], [testDriver('d1')]), {
      seconds: answer,
      meters: answer,
    });
    expect(unserved).toMatchObject([{ orderId: 'o1', reason: 'unreachable' }]);
  });

  test('counts a duplicated order or driver once', () => {
    const { proposals } = assignmentMatcher(
      testSnapshot([testOrder('o1'), testOrder('o1')], [testDriver('d1'), testDriver('d1'), testDriver('d2')]),
      straight,
    );
    expect(proposals).toHaveLength(1);
  });
});
