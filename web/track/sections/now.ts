import { clock } from '../figures';
import { fill } from '../languages';
import { html, type Html } from '../html';
import { told, type View } from '../view';
import { arrivalWindow, delay, isDelivered, isLost, minutesLeft, sentence } from '../words';
import { icon } from './icon';

export function head({ tracking: { order }, words }: View): Html {
  return html`<b>${order.merchant}</b><span class="number">${fill(words.number, { number: order.number })}</span>`;
}

/** Announced when it changes; nothing else on the page is. */
export const sentenceLine = (view: View): Html => html`${sentence(view)}`;

/** When: the window and the minutes left, or when it was. */
export function when(view: View): Html | null {
  const { tracking, words, locale } = view;
  if (isLost(view) || tracking.rescue === 'finding_driver') return null;
  const delivered = tracking.steps.find(({ step }) => step === 'delivered')?.at;
  if (isDelivered(view) && delivered) {
    const time = clock(delivered, locale, tracking.time_zone);
    return html`<p class="window"><time datetime="${delivered}">${fill(words.arrivedAt, { time })}</time></p>`;
  }
  const window = arrivalWindow(view);
  if (!window) return html`<p class="left">${words.noTimeYet}</p>`;
  return html`<p class="window">${window}</p>
    <p class="left" id="left">${minutesLeft(view, Date.parse(tracking.server_time))}</p>`;
}

export function delayNote(view: View): Html | null {
  const later = delay(view);
  return (
    later &&
    html`${icon('clock')}
      <p><b>${later.how}</b>${later.rest}</p>`
  );
}

/** Why it stands still, and that somebody sees to it: while the first driver cannot bring it. */
export function rescueCard(view: View): Html | null {
  const { words, tracking } = view;
  if (!tracking.rescue) return null;
  return html`${icon('clock')}
    <p><b>${words.rescue.why}</b> ${told(view, words.rescue[tracking.rescue])}</p>`;
}
