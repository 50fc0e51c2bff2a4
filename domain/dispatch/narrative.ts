/** An event of an order, as far as its sentence needs it. */
export interface ToldEvent {
  type: string;
  actor: { type: string; id?: string };
  data: Record<string, unknown>;
}

/** What the reader may know: names of drivers by ID, and of the people who acted. */
export interface Narrator {
  driver(id: string): string;
  person(actor: ToldEvent['actor']): string;
}

type Tell = (event: ToldEvent, by: Narrator) => string;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const driverOf: Tell = ({ data }, by) =>
  typeof data['driver_id'] === 'string' ? by.driver(data['driver_id']) : 'A driver';
/** Why, in a word that is kept with the event, and in the driver's own, as long as they are kept. */
const because = ({ data }: ToldEvent): string =>
  [text(data['reason']), text(data['said'])]
    .filter(Boolean)
    .map((why) => `: ${why}`)
    .join('');

const STOPS: Record<string, string> = {
  pickup: 'at the pickup',
  dropoff: 'at the door',
  return: 'back at the merchant',
};

const TALES: Record<string, Tell> = {
  'order.placed': (event, by) => `${by.person(event.actor)} placed the order.`,
  'order.pooled': () => 'Its time came: it began to look for a driver.',
  'order.changed': (event, by) => `${by.person(event.actor)} changed ${list(event.data['fields'])}.`,
  'offer.reserved': (event, by) => {
    const { round_no, drivers, wave } = event.data;
    if (typeof drivers === 'number' && drivers > 1) {
      return `Round ${text(round_no)} chose ${drivers} drivers to ask at once (wave ${text(wave)}), ${driverOf(event, by)} first.`;
    }
    return round_no === null || round_no === undefined
      ? `${by.person(event.actor)} proposed ${driverOf(event, by)}.`
      : `Round ${text(round_no)} chose ${driverOf(event, by)}.`;
  },
  'offer.sent': (event, by) => {
    const { drivers } = event.data;
    return typeof drivers === 'number' && drivers > 1
      ? `${drivers} drivers were asked at once.`
      : `${driverOf(event, by)} was asked.`;
  },
  'offer.accepted': (event, by) => `${driverOf(event, by)} accepted.`,
  'offer.declined': (event, by) => `${driverOf(event, by)} declined${because(event)}.`,
  'offer.expired': (event, by) => `${driverOf(event, by)} did not answer in time.`,
  'offer.shrunk': () => 'Another order left the offer that they shared.',
  'offer.withdrawn': (event, by) => `The offer to ${driverOf(event, by)} was withdrawn${because(event)}.`,
  'order.force_assigned': (event, by) =>
    `${by.person(event.actor)} gave it to ${driverOf(event, by)} without asking${because(event)}.`,
  'order.released': (event, by) => `${driverOf(event, by)} gave it back${because(event)}.`,
  'order.reassigned': (event, by) => `It was taken from ${driverOf(event, by)}${because(event)}.`,
  'order.taken_out': (event, by) => `${by.person(event.actor)} took it from ${driverOf(event, by)}${because(event)}.`,
  'order.exclusions_forgiven': () => 'Drivers who had refused or lost it may be asked again.',
  'order.requeued': (event, by) => `${by.person(event.actor)} sent it back to the pool${because(event)}.`,
  'order.held': (event, by) => `${by.person(event.actor)} held it: nobody is asked${because(event)}.`,
  'order.resumed': (event) => `It is held no more: drivers are asked again${because(event)}.`,
  'order.pay_raised': (event, by) => `${by.person(event.actor)} raised its pay${because(event)}.`,
  'order.promise_changed': (event, by) => `${by.person(event.actor)} promised another time${because(event)}.`,
  'driver.arrived': (event, by) => `${driverOf(event, by)} arrived ${STOPS[text(event.data['kind'])] ?? 'there'}.`,
  'order.picked_up': (event, by) => `${driverOf(event, by)} picked it up.`,
  'order.delivered': (event, by) => `${driverOf(event, by)} delivered it.`,
  'order.proof_waived': (event, by) => `${by.person(event.actor)} let it go without proof${because(event)}.`,
  'order.stranded': (event, by) => `${driverOf(event, by)} was lost with the goods${because(event)}.`,
  'order.rescued': (event, by) => `${driverOf(event, by)} has the goods of the driver who was lost.`,
  'order.recovered': (event, by) => `${driverOf(event, by)} is back, with the goods.`,
  'order.return_asked': (event, by) => `${by.person(event.actor)} wants it brought back${because(event)}.`,
  'order.returning': (event, by) => `${driverOf(event, by)} takes it back to the merchant${because(event)}.`,
  'order.returned': (event, by) => `${driverOf(event, by)} brought it back to the merchant.`,
  'order.cancelled': (event, by) => `${by.person(event.actor)} cancelled it${because(event)}.`,
  'order.undeliverable': (event) => `It was given up${because(event)}.`,
  'ladder.climbed': (event) => `It climbed to rung ${text(event.data['rung'])} of the ladder${because(event)}.`,
  'escalation.raised': (event) => `People were asked to look at it, rung ${text(event.data['rung'])}${because(event)}.`,
  'escalation.acknowledged': (event, by) => `${by.person(event.actor)} took it up.`,
  'escalation.snoozed': (event, by) => `${by.person(event.actor)} put it off.`,
  'escalation.noted': (event, by) => `${by.person(event.actor)} wrote a note beside it.`,
  'escalation.back': (event) => `It is before people again${because(event)}.`,
  'escalation.joined': (event) =>
    `It waits with others for one cause: ${text(event.data['cause']).replaceAll('_', ' ')}.`,
  'escalation.resolved': (event, by) => `${by.person(event.actor)} resolved it: ${text(event.data['outcome'])}.`,
};

/** Types of which each has a sentence of its own. */
export const TOLD_TYPES: readonly string[] = Object.keys(TALES);

/** What happened, for people. What this version has no sentence for is told by its name. */
export function sentenceOf(event: ToldEvent, by: Narrator): string {
  const sentence = taleOf(event, by);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function taleOf(event: ToldEvent, by: Narrator): string {
  const tale = TALES[event.type];
  if (tale) return tale(event, by);
  const words = event.type.replaceAll(/[._]/g, ' ');
  return `${words}${because(event)}.`;
}

function list(fields: unknown): string {
  if (!Array.isArray(fields) || fields.length === 0) return 'it';
  return fields.map((field) => text(field).replaceAll('_', ' ')).join(', ');
}
