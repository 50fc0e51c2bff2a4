import { element } from './element';
import { sketch } from './sketch';
import type { Tracking } from './wire';
import { arrivalWindow, clock, delay, ending, minutesLeft, sentence, stops } from './words';

const STEP_NAMES = {
  confirmed: 'Confirmed',
  picked_up: 'Picked up',
  at_your_door: 'At your door',
  delivered: 'Delivered',
} as const;
const STALE_MS = 15_000;

/** The page of an order. What changes by the second is written by `tick`. */
export function page(tracking: Tracking, rate: (stars: number) => void): HTMLElement[] {
  const { order, driver, position } = tracking;
  const later = delay(tracking);
  const end = ending(tracking);
  const window = arrivalWindow(tracking);
  const { notes } = order.dropoff;
  const head = element('b', {}, order.merchant);
  return [
    element('header', {}, head, element('span', { class: 'number' }, `order ${order.number}`)),
    element('p', { class: 'sentence', 'aria-live': 'polite' }, sentence(tracking)),
    ...(end ? [element('p', { class: 'end' }, end)] : []),
    ...(window ? [element('p', { class: 'window' }, window), element('p', { class: 'left' })] : []),
    ...(later ? [element('p', { class: 'delay' }, element('b', {}, later.how), later.since)] : []),
    steps(tracking),
    ...(position ? [element('div', { class: 'map' }, sketch(tracking), element('p', { class: 'age' }))] : []),
    ...(driver
      ? [element('section', { class: 'who' }, element('b', {}, driver.first_name), ` ${driver.vehicle}`)]
      : []),
    ...(notes && window ? [element('section', { class: 'note' }, `For the driver: ${notes}`)] : []),
    ...(order.status === 'delivered' ? [rating(tracking, rate)] : []),
  ];
}

/** Minutes left and the age of the position. Written in place, so that nobody loses the button he is about to press. */
export function tick(root: HTMLElement, tracking: Tracking, nowMs: number, isLive: boolean): void {
  const left = root.querySelector('.left');
  if (left) left.textContent = minutesLeft(tracking, nowMs);
  const age = root.querySelector('.age');
  if (!age || !tracking.position) return;
  const ageMs = Math.max(0, nowMs - Date.parse(tracking.position.recorded_at));
  age.textContent = `Position ${Math.round(ageMs / 1000)} s ago${isLive ? '' : ', no connection'}`;
  age.classList.toggle('stale', ageMs > STALE_MS);
}

export const endedPage = (): HTMLElement[] => [element('p', { class: 'sentence' }, 'This link has ended')];

function steps({ steps: all, stops_before: before, time_zone: zone }: Tracking): HTMLElement {
  return element(
    'ol',
    { class: 'steps' },
    ...all.map(({ step, at }) => {
      const isNext = at === null && step === 'at_your_door' && before;
      const when = at ? element('time', { datetime: at }, clock(at, zone)) : isNext ? `${stops(before)} before` : '';
      return element('li', at ? { class: 'done' } : {}, element('span', {}, STEP_NAMES[step]), when);
    }),
  );
}

function rating({ rating: given }: Tracking, rate: (stars: number) => void): HTMLElement {
  if (given) return element('p', { class: 'rated' }, `Thank you: ${given.stars} of 5`);
  const buttons = [1, 2, 3, 4, 5].map((stars) => {
    const button = element('button', { type: 'button', 'aria-label': `${stars} of 5` }, '★');
    button.addEventListener('click', () => rate(stars));
    return button;
  });
  return element('section', { class: 'rating' }, element('p', {}, 'How was it?'), ...buttons);
}
