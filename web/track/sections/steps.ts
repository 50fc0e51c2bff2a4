import { clock } from '../figures';
import { html, type Html } from '../html';
import { plural } from '../languages';
import type { View } from '../view';
import { isLost } from '../words';

interface Step {
  name: string;
  state: 'done' | 'now' | 'ahead';
  note: string;
}

/** The four steps with their times; what is ahead has the time that is expected. */
export function steps(view: View): Html | null {
  if (isLost(view)) return null;
  const { words } = view;
  const item = ({ name, state, note }: Step): Html =>
    html`<li class="${state}" ${state === 'now' ? html`aria-current="step"` : null}>
      <span>${name}</span
      ><small>${note}</small>${state === 'done' ? html`<i class="hear">${words.steps.done}</i>` : null}
    </li>`;
  return html`<ol aria-label="${words.steps.title}">
    ${stepsOf(view).map(item)}
  </ol>`;
}

function stepsOf({ tracking, words, locale }: View): Step[] {
  const { status } = tracking.order;
  const time = (at: string | null | undefined, about = ''): string =>
    at ? about + clock(at, locale, tracking.time_zone) : '';
  const at = Object.fromEntries(tracking.steps.map((step) => [step.step, step.at]));
  const isCarried = at['picked_up'] != null;
  const isThere = at['at_your_door'] != null || status === 'delivered';
  const collecting = ['assigned', 'arrived_at_pickup'].includes(status);
  const before = tracking.stops_before;
  return [
    { name: words.steps.confirmed, state: 'done', note: time(at['confirmed']) },
    {
      name: words.steps.picked_up,
      state: isCarried ? 'done' : collecting ? 'now' : 'ahead',
      note: isCarried ? time(at['picked_up']) : time(tracking.eta?.pickup_at, '~'),
    },
    {
      name: words.steps.on_the_way,
      state: isThere ? 'done' : isCarried ? 'now' : 'ahead',
      note: isCarried && !isThere && before ? plural(words.before, before) : '',
    },
    {
      name: status === 'delivered' ? words.steps.delivered : words.steps.at_your_door,
      state: status === 'delivered' ? 'done' : isThere ? 'now' : 'ahead',
      note: time(at['delivered'] ?? at['at_your_door']) || time(tracking.eta?.median, '~'),
    },
  ];
}
