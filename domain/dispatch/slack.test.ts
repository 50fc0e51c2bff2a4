import { EARNEST } from '../clock';
import { DEFAULT_POLICY } from '../policy/policy';
import type { TravelTimes } from '../matching/types';
import { slackSeconds, type WorkLeft } from './slack';

const NOW = Date.UTC(2026, 5, 1, 12);
const iso = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString();
/** 100 seconds for every degree of latitude. */
const travel: TravelTimes = {
  meters: () => 0,
  seconds: (from, to) => Math.abs(from.lat - to.lat) * 100,
};
const model = { travel, service: DEFAULT_POLICY.service, clock: EARNEST };
const order: WorkLeft = {
  status: 'unassigned',
  readyAt: iso(300),
  promisedAt: iso(3_600),
  pickup: { lat: 0, lng: 0 },
  dropoff: { lat: 3, lng: 0 },
  driver: null,
};

it.each<[Partial<WorkLeft>, number | null]>([
  [{}, 3_600 - (300 + 120 + 300 + 120)],
  [{ status: 'assigned', driver: { lat: 5, lng: 0 } }, 3_600 - (500 + 120 + 120 + 300 + 120)],
  [{ status: 'arrived_at_pickup' }, 3_600 - (300 + 120 + 300 + 120)],
  [{ status: 'picked_up', driver: { lat: 2, lng: 0 } }, 3_600 - (100 + 120)],
  [{ status: 'arrived_at_dropoff' }, 3_600],
  [{ status: 'arrived_at_dropoff', promisedAt: iso(-60) }, -60],
  [{ status: 'returning' }, null],
  [{ status: 'delivered' }, null],
])('counts the work that is left: %j', (changes, expected) => {
  expect(slackSeconds({ ...order, ...changes }, model, NOW)).toBe(expected);
});
