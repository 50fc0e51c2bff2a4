import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentenceOf, TOLD_TYPES, type Narrator } from './narrative';

const by: Narrator = {
  driver: (id) => ({ a: 'Marta', b: 'Rui' })[id] ?? id,
  person: ({ type }) => ({ merchant: 'The merchant', ops: 'Olga', system: 'The system' })[type] ?? type,
};
const tell = (type: string, data: Record<string, unknown> = {}, actor = 'system'): string =>
  sentenceOf({ type, data, actor: { type: actor } }, by);

it.each([
  ['order.placed', {}, 'merchant', 'The merchant placed the order.'],
  ['offer.reserved', { driver_id: 'a', round_no: 7 }, 'system', 'Round 7 chose Marta.'],
  ['offer.reserved', { driver_id: 'a', round_no: null }, 'ops', 'Olga proposed Marta.'],
  [
    'offer.reserved',
    { driver_id: 'a', round_no: 7, drivers: 3, wave: 2 },
    'system',
    'Round 7 chose 3 drivers to ask at once (wave 2), Marta first.',
  ],
  ['offer.declined', { driver_id: 'b', reason: 'too_far' }, 'driver', 'Rui declined: too_far.'],
  ['order.released', { driver_id: 'b', said: 'flat tyre' }, 'driver', 'Rui gave it back: flat tyre.'],
  ['offer.expired', { driver_id: 'b', reason: null }, 'system', 'Rui did not answer in time.'],
  ['driver.arrived', { driver_id: 'a', kind: 'dropoff' }, 'driver', 'Marta arrived at the door.'],
  ['order.force_assigned', { driver_id: 'a', reason: 'storm' }, 'ops', 'Olga gave it to Marta without asking: storm.'],
  [
    'escalation.raised',
    { rung: 2, reason: 'unassigned' },
    'system',
    'People were asked to look at it, rung 2: unassigned.',
  ],
  ['order.stranded', { driver_id: 'a', reason: 'dark' }, 'system', 'Marta was lost with the goods: dark.'],
  ['order.taken_out', { driver_id: 'a', reason: 'sick' }, 'ops', 'Olga took it from Marta: sick.'],
  ['escalation.joined', { cause: 'no_drivers' }, 'system', 'It waits with others for one cause: no drivers.'],
  ['order.changed', { fields: ['ready_at', 'tip_minor'] }, 'merchant', 'The merchant changed ready at, tip minor.'],
  ['order.teleported', { reason: 'magic' }, 'system', 'Order teleported: magic.'],
])('%s %j by %s is told', (type, data, actor, sentence) => {
  expect(tell(type, data, actor)).toBe(sentence);
});

test('whatever the database writes of an order has a sentence', () => {
  const folder = join(__dirname, '../../db/functions');
  // What webhooks call the same facts is another list, and an ETA is told without being an event.
  const files = readdirSync(folder).filter((name) => !/webhook|eta|messages/.test(name));
  const sql = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const written = [...sql.matchAll(/'((?:order|offer|escalation|ladder)\.[a-z_]+|driver\.arrived)'/g)];
  expect(written.length).toBeGreaterThan(30);
  expect(written.map(([, type]) => type!).filter((type) => !TOLD_TYPES.includes(type))).toEqual([]);
});
