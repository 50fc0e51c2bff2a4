import { EARNEST } from '../clock';
import { DEFAULT_POLICY } from '../policy/policy';
import { embeddedTravel } from '../travel/embedded';
import { suggestActions, type TroubledOrder } from './suggestions';

const HERE = { lat: 38.72, lng: -9.14 };
const around = {
  drivers: [
    { id: 'far', name: 'Far', place: { lat: 38.8, lng: -9.14 } },
    { id: 'near', name: 'Near', place: { lat: 38.725, lng: -9.14 } },
    { id: 'nowhere', name: 'Nowhere', place: null },
  ],
  travel: embeddedTravel({ speedMps: 5, detourFactor: 1 }),
  policy: DEFAULT_POLICY,
  clock: EARNEST,
  nowMs: 0,
};
const order = (changes: Partial<TroubledOrder>): TroubledOrder => ({
  status: 'unassigned',
  pickup: HERE,
  dropoff: HERE,
  excludedDriverIds: [],
  payRaiseMinor: 0,
  driver: null,
  ...changes,
});
const actions = (changes: Partial<TroubledOrder>) => suggestActions(order(changes), around);

test('the nearest free driver comes first, with the minutes that he needs', () => {
  expect(actions({})[0]).toMatchObject({ action: 'assign', body: { driver_id: 'near' }, drivers: 1 });
  expect(actions({})[0]!.text).toContain('2 min');
});

test('what is suggested can be done in the status', () => {
  const kinds = (changes: Partial<TroubledOrder>) => actions(changes).map(({ action }) => action);
  expect(kinds({})).toEqual(['assign', 'raise_pay', 'requeue', 'change_promise', 'cancel']);
  expect(kinds({ status: 'stranded' })).toEqual(['assign', 'raise_pay', 'change_promise', 'return', 'dispose']);
  expect(kinds({ status: 'picked_up', driver: { name: 'Ann', phone: null } })).toEqual([
    'contact_driver',
    'strand',
    'return',
    'dispose',
  ]);
  expect(kinds({ status: 'assigned' })).toEqual(['requeue', 'change_promise', 'cancel']);
});

test('drivers who have refused are not counted among those who can be asked again', () => {
  const again = actions({ excludedDriverIds: ['near'] }).find(({ action }) => action === 'requeue');
  expect(again).toMatchObject({ drivers: 1 });
});
