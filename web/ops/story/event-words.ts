import { money } from '../../shared/format';
import type { Story, StoryEvent } from './story';

/** One line of the timeline: what happened in words, and what is worth knowing about it. */
export interface EventWords {
  title: string;
  detail: string;
}

type Names = (driverId: unknown) => string;

/** Events name drivers by ID; the story's offers and its driver know what they are called. */
export function namesOf(story: Pick<Story, 'offers'> & { order: Pick<Story['order'], 'driver'> }): Names {
  const names = new Map(story.offers.map(({ driver }) => [driver.id, driver.name]));
  if (story.order.driver) names.set(story.order.driver.id, story.order.driver.name);
  return (driverId) => names.get(String(driverId)) ?? 'a driver';
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replaceAll('_', ' ');

const quoted = (reason: unknown): string => (typeof reason === 'string' && reason !== '' ? sentence(reason) : '');

const TITLES: Record<string, (data: Record<string, unknown>, nameOf: Names) => string> = {
  'order.placed': () => 'Placed',
  'order.pooled': () => 'Entered the pool',
  'order.changed': ({ fields }) =>
    `Changed: ${Array.isArray(fields) ? fields.join(', ').replaceAll('_', ' ') : 'details'}`,
  'order.eta_changed': () => 'Expected arrival changed',
  'order.force_assigned': ({ driver_id }, nameOf) => `Bound to ${nameOf(driver_id)} without asking`,
  'order.released': ({ driver_id }, nameOf) => `${sentence(nameOf(driver_id))} gave it back`,
  'order.requeued': () => 'Put back into the pool',
  'order.picked_up': () => 'Picked up',
  'order.delivered': () => 'Delivered',
  'order.returning': () => 'On the way back to the merchant',
  'order.returned': () => 'Returned to the merchant',
  'order.cancelled': () => 'Cancelled',
  'order.undeliverable': () => 'Given up as undeliverable',
  'order.proof_waived': () => 'Proof waived',
  'order.held': () => 'Held: nobody is asked',
  'order.resumed': () => 'Hold ended',
  'order.pay_raised': () => 'Pay raised',
  'order.promise_changed': () => 'Another time promised',
  'order.reassigned': ({ driver_id }, nameOf) => `Taken from ${nameOf(driver_id)}`,
  'order.taken_out': ({ driver_id }, nameOf) => `${sentence(nameOf(driver_id))} taken out by hand`,
  'order.exclusions_forgiven': () => 'Those who had refused may be asked again',
  'order.stranded': () => 'Stranded: the goods have no driver',
  'order.rescued': () => 'Collected by the rescuing driver',
  'order.recovered': () => 'The driver is back with the goods',
  'order.return_asked': () => 'Bring-back asked for',
  'driver.arrived': ({ kind }) => (kind === 'dropoff' ? 'Driver at the door' : 'Driver at the pickup'),
  'offer.reserved': ({ driver_id }, nameOf) => `${sentence(nameOf(driver_id))} reserved`,
  'offer.sent': ({ driver_id }, nameOf) => `Offered to ${nameOf(driver_id)}`,
  'offer.accepted': ({ driver_id }, nameOf) => `${sentence(nameOf(driver_id))} accepted`,
  'offer.declined': ({ driver_id }, nameOf) => `${sentence(nameOf(driver_id))} declined`,
  'offer.expired': ({ driver_id }, nameOf) => `${sentence(nameOf(driver_id))} did not answer in time`,
  'offer.withdrawn': ({ driver_id }, nameOf) => `Offer to ${nameOf(driver_id)} withdrawn`,
  'offer.shrunk': () => 'An order left the shared offer',
  'ladder.climbed': ({ rung }) => `Rung ${String(rung)} reached`,
  'escalation.raised': ({ rung }) => `Escalated to rung ${String(rung)}`,
  'escalation.acknowledged': () => 'Escalation taken',
  'escalation.noted': () => 'Note written',
  'escalation.snoozed': () => 'Escalation snoozed',
  'escalation.back': () => 'Escalation is back',
  'escalation.joined': () => 'Joined an incident',
  'escalation.resolved': () => 'Escalation resolved',
};

export const KNOWN_EVENTS = Object.keys(TITLES);

/** A type that this page does not know yet is shown by its own name: a fact is never hidden. */
export function eventWords({ type, data, actor }: StoryEvent, nameOf: Names, currency: string): EventWords {
  const title = TITLES[type]?.(data, nameOf) ?? sentence(type.replaceAll('.', ' '));
  const details = [
    typeof data['pay_minor'] === 'number' ? money(data['pay_minor'], currency) : '',
    typeof data['round_no'] === 'number' ? `round ${data['round_no']}` : '',
    quoted(data['reason']),
    quoted(data['said']),
    byWhom(actor),
  ];
  return { title, detail: details.filter(Boolean).join(' · ') };
}

/** Only people are named: what the system does by itself is the rule. */
function byWhom({ type, id }: Record<string, unknown>): string {
  if (type === 'ops' || type === 'admin') return `by ${String(id)}`;
  if (type === 'customer') return 'by the customer';
  return type === 'merchant' ? 'by the merchant' : '';
}
