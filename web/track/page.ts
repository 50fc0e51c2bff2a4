import { html, Html, escaped } from './html';
import { driverRow, moneyCard, noteRow, pinRow, proofRow, ratingRow, tipRow } from './sections/card';
import { freshness, map } from './sections/map';
import { delayNote, head, rescueCard, sentenceLine, when } from './sections/now';
import { steps } from './sections/steps';
import type { View } from './view';
import { isLost, titleOf } from './words';

type Section = (view: View) => Html | null;

const FIRST: [id: string, tag: string, attributes: string, section: Section][] = [
  ['head', 'header', '', head],
  ['sentence', 'h1', 'aria-live="polite"', sentenceLine],
  // When nothing comes, this is the first thing that anybody wants to know.
  ['money', 'section', 'class="money"', (view) => (isLost(view) ? moneyCard(view) : null)],
  ['when', 'div', '', when],
  ['rescue', 'section', 'class="delay"', rescueCard],
  ['delay', 'div', 'class="delay"', delayNote],
  ['steps', 'div', 'class="steps"', steps],
  ['map', 'div', 'class="map"', map],
];
const CARD: typeof FIRST = [
  ['driver', 'div', 'class="row"', driverRow],
  ['pin', 'div', 'class="row"', pinRow],
  ['rating', 'div', 'class="row"', ratingRow],
  ['proof', 'div', 'class="row"', proofRow],
  ['note', 'div', 'class="row"', noteRow],
  ['tip', 'div', 'class="row"', tipRow],
];

/** The parts of the page by their IDs. Each is written anew when it has changed, and left alone when it has not. */
export const sections = (view: View): [id: string, markup: Html | null][] =>
  [...FIRST, ...CARD].map(([id, , , section]) => [id, section(view)]);

/** The whole page. A part that has nothing to say is there, but hidden. */
export function page(view: View): { title: string; body: Html } {
  const parts = (list: typeof FIRST): Html[] =>
    list.map(([id, tag, attributes, section]) => {
      const markup = section(view);
      const open = `<${tag} id="${id}" ${attributes}${markup ? '' : ' hidden'}>`;
      return new Html(`${open}${markup?.text ?? ''}</${tag}>`);
    });
  const body = html`<main id="page">
      ${parts(FIRST)}
      <div class="card">${parts(CARD)}</div>
      ${view.isEmbedded ? null : footer(view)}
    </main>
    <dialog id="dialog" aria-labelledby="dialog-title"></dialog>
    <script type="application/json" id="state">
      ${new Html(stateOf(view))}
    </script>`;
  return { title: escaped(titleOf(view)), body: withFreshness(view, body) };
}

const footer = ({ words }: View): Html =>
  html`<footer>
    <button
      type="button"
      class="plain"
      data-act="theme"
      data-dark="${words.theme.dark}"
      data-light="${words.theme.light}"
    >
      ${words.theme.dark}
    </button>
  </footer>`;

/** In a script element only `<` could end it or begin a comment. */
const stateOf = ({ tracking }: View): string => JSON.stringify(tracking).replaceAll('<', '\\u003c');

/** The first HTML is as fresh as the server's clock says. */
function withFreshness(view: View, body: Html): Html {
  const { text, state } = freshness(view, Date.parse(view.tracking.server_time), null);
  const empty = '<p class="pill" id="freshness"></p>';
  return new Html(body.text.replace(empty, () => html`<p class="pill ${state}" id="freshness">${text}</p>`.text));
}

/** What there is to say when nothing can be shown. */
export function messagePage(title: string, text: string): { title: string; body: Html } {
  return {
    title: escaped(title),
    body: html`<main id="page" class="message">
      <h1>${title}</h1>
      <p>${text}</p>
    </main>`,
  };
}
