import { amount } from '../figures';
import { html, type Html } from '../html';
import { fill } from '../languages';
import { told, type View } from '../view';
import type { Action } from '../wire';
import { icon } from './icon';

export const can = ({ tracking }: View, action: Action): boolean => tracking.actions.includes(action);

/** Who brings it, and how to reach him without knowing his number. */
export function driverRow(view: View): Html | null {
  const { tracking, words } = view;
  if (!tracking.driver) return null;
  const { first_name: name, vehicle } = tracking.driver;
  const how = (words.vehicle as Record<string, string>)[vehicle] ?? vehicle.replaceAll('_', ' ');
  const button = (action: 'message' | 'call'): Html | null =>
    can(view, action)
      ? html`<button type="button" class="round" data-act="${action}" aria-label="${told(view, words.contact[action])}">
          ${icon(action)}
        </button>`
      : null;
  return html`<span class="face" aria-hidden="true">${name.slice(0, 1)}</span>
    <div class="grow"><b>${name}</b><small>${how}</small></div>
    ${button('message')} ${button('call')}`;
}

export function noteRow(view: View): Html | null {
  const { tracking, words } = view;
  const { notes } = tracking.order.dropoff;
  const isOpen = can(view, 'change_instructions');
  if (!isOpen) return null;
  return html`${icon('bell')}
    <div class="grow">
      <small>${words.note.title}</small>
      <span class="${notes ? 'note' : 'note none'}">${notes ?? words.note.none}</span>
    </div>
    <button type="button" class="small" data-act="change_instructions">
      ${notes ? words.note.change : words.note.add}
    </button>`;
}

/** What the driver asks for at the door. */
export function pinRow({ tracking, words }: View): Html | null {
  const { pin } = tracking.proof;
  if (!pin) return null;
  return html`${icon('check')}
    <div class="grow"><small>${words.proof.pin}</small><b class="pin">${pin}</b></div>`;
}

/** What the driver has left at the door, as he took it. */
export function proofRow({ tracking, words, path }: View): Html | null {
  const { images } = tracking.proof;
  if (images.length === 0) return null;
  const nameOfKind = (kind: string): string => (kind === 'signature' ? words.proof.signature : words.proof.photo);
  return html`<div class="grow">
    ${images.map(
      (kind) =>
        html`<figure>
          <img src="${path}/proof/${kind}" alt="${nameOfKind(kind)}" loading="lazy" />
          <figcaption>${nameOfKind(kind)}</figcaption>
        </figure>`,
    )}
  </div>`;
}

export function tipRow(view: View): Html | null {
  const { tracking, words, locale } = view;
  if (!can(view, 'tip')) return null;
  const { tip } = tracking.order;
  const question = tracking.driver ? told(view, words.tip.question) : words.tip.questionAnybody;
  const title = tip.amount > 0 ? fill(words.tip.given, { amount: amount(tip, locale) }) : question;
  return html`${icon('heart')}
    <div class="grow"><span class="note">${title}</span><small>${words.tip.all}</small></div>
    <button type="button" class="small" data-act="tip">${tip.amount > 0 ? words.tip.more : words.tip.add}</button>`;
}

export const STARS = [1, 2, 3, 4, 5];

export function ratingRow(view: View): Html | null {
  const { tracking, words } = view;
  const stars = tracking.rating?.stars;
  if (stars !== undefined) {
    const thanks = stars === 1 ? words.rating.thanks.one : words.rating.thanks.other;
    return html`${icon('check')}
      <p class="grow">${fill(thanks, { n: stars })}</p>`;
  }
  if (!can(view, 'rate')) return null;
  return html`<p class="grow"><b>${words.rating.question}</b></p>
    <div class="stars">
      ${STARS.map(
        (n) =>
          html`<button type="button" class="star" data-act="rate" data-stars="${n}" aria-label="${starsText(view, n)}">
            ${icon('star')}
          </button>`,
      )}
    </div>`;
}

export const starsText = ({ words }: View, n: number): string =>
  fill(n === 1 ? words.rating.star.one : words.rating.star.other, { n });

/** What happens with the money comes first when nothing else will come. */
export function moneyCard(view: View): Html | null {
  const { tracking, words, locale } = view;
  const { status, tip } = tracking.order;
  const text = status === 'cancelled' ? words.money.cancelled : words.money.lost;
  const phone = tracking.help_phone;
  return html`<h2>${words.money.title}</h2>
    <p>${told(view, text)}</p>
    ${tip.amount > 0 ? html`<p>${fill(words.money.tip, { amount: amount(tip, locale) })}</p>` : null}
    ${
      phone
        ? html`<a class="small" href="tel:${phone.replaceAll(/[^+0-9]/g, '')}"
            >${icon('call')} ${told(view, words.money.call)}</a
          >`
        : null
    }`;
}
