import { EARNEST } from '../clock';
import type { PoolDriverRow, PoolOrderRow, PoolReading } from '../matching/pool-reading';
import type { Candidate, Proposal } from '../matching/types';
import { overridePolicy } from '../policy/override';
import type { OfferPolicy } from '../policy/offering';
import { DEFAULT_POLICY } from '../policy/policy';
import { embeddedTravel } from '../travel/embedded';
import { wavesOf } from './waves';

const NOW = '2026-06-01T12:00:00.000Z';
const travel = embeddedTravel({ speedMps: 5, detourFactor: 1 });
const ago = (seconds: number): string => new Date(Date.parse(NOW) - seconds * 1000).toISOString();
const KM = 1 / 111.195;

const order = (id: string, changes: Partial<PoolOrderRow> = {}): PoolOrderRow => ({
  id,
  version: 1,
  pickupPlaceId: 'place',
  pickup: { lat: 38.7, lng: -9.14 },
  dropoff: { lat: 38.71, lng: -9.14 },
  placedAt: NOW,
  readyAt: NOW,
  promisedAt: ago(-3600),
  unassignedSince: NOW,
  priority: 0,
  size: 1,
  tipMinor: 0,
  payRaiseMinor: 0,
  offersMade: 0,
  wavesMade: 0,
  excludedDriverIds: [],
  ...changes,
});

const driver = (id: string, kmAway: number, changes: Partial<PoolDriverRow> = {}): PoolDriverRow => ({
  id,
  version: 4,
  availability: 'available',
  vehicle: 'bicycle',
  capacity: 3,
  load: 0,
  shiftEndsAt: null,
  hasOffer: false,
  acceptsOffers: true,
  acceptance: null,
  position: { lat: 38.7 + kmAway * KM, lng: -9.14, recordedAt: NOW },
  stops: [],
  ...changes,
});

const reading = (offer: Partial<OfferPolicy>, orders: PoolOrderRow[], drivers: PoolDriverRow[]): PoolReading => ({
  marketId: 'market',
  readAt: NOW,
  currency: 'EUR',
  timeZone: 'Europe/Lisbon',
  clock: EARNEST,
  policy: overridePolicy(DEFAULT_POLICY, { offer }),
  travel: { speedMps: 5, detourFactor: 1 },
  orders,
  drivers,
});

/** The matcher's proposal of an order to the first of these, who were its candidates. */
function proposal(orderIds: string[], candidates: string[]): Proposal {
  const records = candidates.map((driverId) => ({ driverId }) as Candidate);
  const [chosen] = records as [Candidate];
  const orders = orderIds.map((id) => ({ id, version: 1 }));
  const decision = { candidates: records, chosen } as Proposal['decision'];
  const work = { stops: [], distanceMeters: 1000, durationSeconds: 300 };
  return { driverId: chosen.driverId, driverVersion: 4, orders, decision, ...work };
}

const asked = (waves: ReturnType<typeof wavesOf>, lead: string): string[] | undefined =>
  waves.get(lead)?.others.map(({ driverId }) => driverId);

test('a market that asks one driver at a time makes no waves', () => {
  const market = reading({}, [order('o')], [driver('a', 1), driver('b', 2)]);
  expect(wavesOf(market, [proposal(['o'], ['a', 'b'])], travel).size).toBe(0);
});

test("a wave asks the matcher's candidates first, then the nearest, up to its size", () => {
  const drivers = [driver('a', 1), driver('far', 4), driver('near', 1.5), driver('liked', 3)];
  const market = reading({ strategy: 'wave', waveSize: 3 }, [order('o')], drivers);
  expect(asked(wavesOf(market, [proposal(['o'], ['a', 'liked'])], travel), 'a')).toEqual(['liked', 'near']);
});

test('nobody is asked who has an offer, is full, is due a break, is too far or has said no', () => {
  const drivers = [
    driver('a', 1),
    driver('busy', 1, { hasOffer: true }),
    driver('full', 1, { load: 3 }),
    driver('due', 1, { acceptsOffers: false }),
    driver('paused', 1, { availability: 'paused' }),
    driver('leaving', 1, { shiftEndsAt: ago(60) }),
    driver('nowhere', 1, { position: null }),
    driver('refused', 1),
    driver('far', 7),
    driver('fine', 2),
  ];
  const market = reading({ strategy: 'broadcast' }, [order('o', { excludedDriverIds: ['refused'] })], drivers);
  expect(asked(wavesOf(market, [proposal(['o'], ['a'])], travel), 'a')).toEqual(['fine']);
});

test('the next wave reaches further and pays more, within the policy', () => {
  const market = (wavesMade: number) =>
    reading(
      { strategy: 'broadcast' },
      [order('o', { wavesMade })],
      [driver('a', 1), driver('near', 2), driver('far', 9)],
    );
  const first = wavesOf(market(0), [proposal(['o'], ['a'])], travel).get('a');
  const second = wavesOf(market(1), [proposal(['o'], ['a'])], travel).get('a');
  const last = wavesOf(market(50), [proposal(['o'], ['a'])], travel).get('a');
  expect(first?.others.map(({ driverId }) => driverId)).toEqual(['near']);
  expect(second?.others.map(({ driverId }) => driverId)).toEqual(['near', 'far']);
  const pay = (wave: typeof first): number => wave?.others[0]?.terms.payMinor ?? NaN;
  expect([pay(second) - pay(first), pay(last) - pay(first)]).toEqual([50, 300]);
  expect([first?.number, second?.number]).toEqual([1, 2]);
});

test('how long an order has waited chooses the strategy', () => {
  const later = [
    { afterS: 120, strategy: 'wave' as const },
    { afterS: 600, strategy: 'broadcast' as const },
  ];
  const drivers = [driver('a', 1), driver('b', 2)];
  const after = (seconds: number) =>
    wavesOf(
      reading({ later }, [order('o', { unassignedSince: ago(seconds) })], drivers),
      [proposal(['o'], ['a'])],
      travel,
    ).get('a')?.strategy;
  expect([after(0), after(120), after(900)]).toEqual([undefined, 'wave', 'broadcast']);
});

test('orders that travel together are offered to one driver, and a driver is in one wave at most', () => {
  const drivers = [driver('a', 1), driver('b', 1.2), driver('c', 1.4)];
  const market = reading({ strategy: 'broadcast' }, [order('o'), order('p')], drivers);
  expect(wavesOf(market, [proposal(['o', 'p'], ['a'])], travel).size).toBe(0);
  const waves = wavesOf(market, [proposal(['o'], ['a']), proposal(['p'], ['b'])], travel);
  expect([asked(waves, 'a'), asked(waves, 'b')]).toEqual([['c'], []]);
});
