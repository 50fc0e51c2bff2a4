import type { StoryLine } from '../../contracts/http';
import type { EventRow } from '../../db/read-models/rows';
import { sentenceOf, type Narrator, type ToldEvent } from '../../domain/dispatch/narrative';
import { firstNameOf, instant } from './common';

/** What happened to an order, sentence by sentence. */
export const storyOf = (events: EventRow[], by: Narrator): StoryLine[] =>
  events.map((row) => ({
    at: instant(row.occurred_at),
    number: row.number,
    type: row.type,
    sentence: sentenceOf(row, by),
  }));

/** For operators: everybody by name. */
export const tellAll = (names: Map<string, string>): Narrator => ({
  driver: (id) => names.get(id) ?? 'a driver who is gone',
  person: (actor) =>
    actor.type === 'driver' ? (names.get(actor.id ?? '') ?? 'the driver') : personOf(actor, actor.id),
});

/** For merchants: who has had the order, by first name; of all others that there was somebody. */
export function tellMerchant(events: EventRow[], names: Map<string, string>): Narrator {
  const had = new Set(
    events
      .filter(({ type }) => type === 'offer.accepted' || type === 'order.force_assigned')
      .map(({ data }) => data['driver_id']),
  );
  const nameOf = (id: string): string => {
    const name = had.has(id) ? names.get(id) : undefined;
    return name === undefined ? 'a driver' : firstNameOf(name);
  };
  return {
    driver: nameOf,
    person: (actor) => (actor.type === 'driver' ? nameOf(actor.id ?? '') : personOf(actor, undefined)),
  };
}

/** Drivers whom the events name. */
export const driversIn = (events: EventRow[]): string[] => [
  ...new Set(
    events.flatMap(({ data, actor }) => [data['driver_id'], actor.type === 'driver' ? actor.id : null]).filter(isText),
  ),
];

const isText = (value: unknown): value is string => typeof value === 'string';

const PEOPLE: Record<string, string> = {
  merchant: 'the merchant',
  customer: 'the customer',
  system: 'Outrider',
  ops: 'an operator',
  admin: 'an administrator',
};

function personOf({ type }: ToldEvent['actor'], name: string | undefined): string {
  const isStaff = type === 'ops' || type === 'admin';
  return isStaff && name !== undefined ? name : (PEOPLE[type] ?? type);
}
