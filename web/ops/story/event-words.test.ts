import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { money } from '../../shared/format';
import { eventWords, KNOWN_EVENTS, namesOf } from './event-words';
import type { StoryEvent } from './story';

const nameOf = namesOf({
  order: { driver: null },
  offers: [{ driver: { id: 'd-1', name: 'Marta S.', vehicle: 'e-bike' } } as never],
});

const words = (event: Partial<StoryEvent>): { title: string; detail: string } =>
  eventWords(
    { number: 1, type: 'order.placed', status_to: 'unassigned', actor: {}, data: {}, occurred_at: '', ...event },
    nameOf,
    'EUR',
  );

test('an event names the driver, the pay and the reason', () => {
  const data = { driver_id: 'd-1', pay_minor: 740, reason: 'too far' };
  expect(words({ type: 'offer.declined', data })).toEqual({
    title: 'Marta S. declined',
    detail: `${money(740, 'EUR')} · Too far`,
  });
});

test('people who acted are named, the system is not', () => {
  expect(words({ type: 'order.requeued', actor: { type: 'ops', id: 'ana' } }).detail).toBe('by ana');
  expect(words({ type: 'order.requeued', actor: { type: 'system', id: 'order/1' } }).detail).toBe('');
});

test('an event of a newer server is still told', () => {
  expect(words({ type: 'order.held_for_kitchen' }).title).toBe('Order held for kitchen');
});

test('every event that the database writes has words of its own', () => {
  const folder = join(__dirname, '../../../db/functions');
  // What webhooks call the same facts is another list: that of contracts/http/webhooks.ts.
  const files = readdirSync(folder).filter((name) => !name.includes('webhook'));
  const sql = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  const written = sql.flatMap((text) =>
    [...text.matchAll(/'((?:order|offer|escalation|ladder)\.[a-z_]+|driver\.arrived)'/g)].map(([, type]) => type),
  );
  expect(written.length).toBeGreaterThan(10);
  expect([...new Set(written)].filter((type) => !KNOWN_EVENTS.includes(type ?? ''))).toEqual([]);
});
