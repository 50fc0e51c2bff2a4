import { costOf, recordOf } from '../matching/records';
import { explain } from './explanation';

const candidate = (driverId: string, toPickup: number) => ({
  driverId,
  cost: costOf({ toPickup, waitAtPickup: 120 }),
  pickupAt: 0,
  dropoffAt: 0,
});

it('says who was best and why, who came next, and who was left out', () => {
  const best = candidate('a', 60);
  const record = recordOf(
    { orderIds: ['o'], roundNo: 1, now: 0, keptMax: 2 },
    best,
    [best, candidate('b', 300)],
    [
      { driverId: 'c', reason: 'too_far' },
      { driverId: 'd', reason: 'too_far' },
      { driverId: 'e', reason: 'no_capacity' },
    ],
  );
  expect(explain(record, (id) => `Driver ${id}`)).toEqual([
    'Driver a was the best of 2 drivers who could take it: 60 s to reach the pickup, 2 min of waiting for the goods.',
    'Next best was Driver b, 4 min worse.',
    'Not asked: 2 were too far away; 1 more were left out likewise.',
  ]);
});
