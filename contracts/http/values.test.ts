import { AVAILABILITIES, OFFER_STATUSES, ORDER_STATUSES, PlaceOrderBody, Policy, text } from '.';
import { Availability, OfferStatus, ORDER_STATUSES as DOMAIN_STATUSES } from '../../domain/lifecycle/statuses';
import { DEFAULT_POLICY } from '../../domain/policy/policy';
import { toSnakeCase } from './spelling';

it('spells statuses as the domain does', () => {
  expect(ORDER_STATUSES).toEqual(DOMAIN_STATUSES);
  expect(OFFER_STATUSES).toEqual(Object.values(OfferStatus));
  expect(AVAILABILITIES).toEqual(Object.values(Availability));
});

it('knows every number of a policy', () => {
  expect(Policy.parse(toSnakeCase(DEFAULT_POLICY))).toEqual(toSnakeCase(DEFAULT_POLICY));
});

it.each(['', '   ', 'a\0b', '\ud800', 'x'.repeat(11)])('refuses %j as text', (value) => {
  expect(text(10).safeParse(value).success).toBe(false);
});

it('refuses what no order can have, by field', () => {
  const place = { name: 'a', address: 'b', location: { lat: 91, lng: 0 } };
  const parsed = PlaceOrderBody.safeParse({
    external_id: 'x',
    pickup: place,
    dropoff: { ...place, floor: 3 },
    size: 0,
  });
  expect(parsed.error?.issues.map(({ path }) => path.join('/'))).toEqual([
    'pickup/location/lat',
    'dropoff/location/lat',
    'dropoff',
    'size',
  ]);
});
