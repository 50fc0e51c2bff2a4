import type { Offer, PayPart } from '../live/wire';

/** In the order in which they are read. */
const PARTS: Record<string, string> = {
  base: 'Base',
  distance: 'Distance',
  time: 'Time',
  waiting: 'Waiting',
  extra_order: 'More orders',
  extra_orders: 'More orders',
  bonus: 'Bonus',
  raise: 'Bonus',
  tip: 'Tip',
};

/** A part that this page does not know yet still has a name. */
export const partLabel = ({ kind }: PayPart): string =>
  PARTS[kind] ?? kind.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());

/** Parts that are nothing are left out: the rest adds up all the same. What this page does not know comes last. */
export const shownParts = (parts: PayPart[]): PayPart[] =>
  parts.filter(({ amount }) => amount !== 0).toSorted((a, b) => placeOf(a) - placeOf(b));

const placeOf = ({ kind }: PayPart): number => {
  const place = Object.keys(PARTS).indexOf(kind);
  return place === -1 ? Infinity : place;
};

export const minutesOf = ({ duration_s }: Offer): string => `${Math.max(1, Math.round(duration_s / 60))} min`;

export const payPerHour = ({ pay, duration_s }: Offer): number | null =>
  duration_s > 0 ? Math.round((pay.amount * 3_600) / duration_s / 100) * 100 : null;

/** In the order of how often drivers say them. */
export const DECLINE_REASONS = [
  { reason: 'too_far', label: 'Too far' },
  { reason: 'pay', label: 'The pay' },
  { reason: 'vehicle', label: 'Does not fit my vehicle' },
  { reason: 'safety', label: 'Not safe there' },
  { reason: 'break', label: 'I need a break' },
  { reason: 'merchant', label: 'This merchant' },
  { reason: 'other', label: 'Something else' },
];
