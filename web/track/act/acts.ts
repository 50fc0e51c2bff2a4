import { clock } from '../figures';
import { html } from '../html';
import { fill, type Words } from '../languages';
import { STARS, starsText } from '../sections/card';
import { toggleTheme } from '../theme';
import { told, type View } from '../view';
import type { Tracking } from '../wire';
import { send, type Sent } from './send';
import { openSheet, tellSheet } from './sheet';
import { tipSheet } from './tip';
import { typed } from './typed';

const NOTE_MAX = 300;
const MESSAGE_MAX = 500;

/** What the buttons do. What the page shows afterwards is what the server says then. */
export function createActs(token: string, viewNow: () => View, show: (tracking: Tracking) => void): void {
  const path = `/v1/tracking/${encodeURIComponent(token)}`;
  const acts: Record<string, (view: View, button: HTMLElement) => void> = {
    theme: toggleTheme,
    change_instructions: changeNote,
    tip: (view) =>
      tipSheet(view, async (minor) => standing(view.words, await send('PUT', `${path}/tip`, { amount: minor }))),
    message: writeMessage,
    call: (view) => void call(view),
    rate: (view, button) => rate(view, Number(button.dataset['stars'])),
  };

  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null;
    if (button) acts[button.dataset['act']!]?.(viewNow(), button);
  });

  /** Shows what stands now; answers what to tell when it did not work. */
  function standing(words: Words, sent: Sent<Tracking>): string | null {
    if (sent.ok) show(sent.answer);
    return problemOf(words, sent);
  }

  function changeNote({ words, tracking }: View): void {
    const notes = tracking.order.dropoff.notes ?? '';
    openSheet(words, {
      title: words.note.title,
      body: html`<label for="field">${words.note.label}</label>
        <textarea id="field" name="notes" rows="3" maxlength="${NOTE_MAX}">${notes}</textarea>`,
      submit: words.note.save,
      onSubmit: async (form) => {
        const text = typed(form, 'notes');
        return standing(words, await send('PUT', `${path}/instructions`, { notes: text === '' ? null : text }));
      },
    });
  }

  function writeMessage(view: View): void {
    const { words } = view;
    openSheet(words, {
      title: told(view, words.contact.message),
      body: html`<label for="field">${words.contact.masked}</label>
        <textarea id="field" name="text" rows="3" maxlength="${MESSAGE_MAX}" required></textarea>`,
      submit: words.contact.send,
      onSubmit: async (form) => {
        const text = typed(form, 'text');
        if (text === '') return words.failed;
        const sent = await send<null>('POST', `${path}/messages`, { text });
        if (sent.ok) setTimeout(() => tellSheet(words, told(view, words.contact.sent), html``));
        return problemOf(words, sent);
      },
    });
  }

  async function call(view: View): Promise<void> {
    const { words, locale, tracking } = view;
    const title = told(view, words.contact.call);
    tellSheet(words, title, html`<p>${words.waiting}</p>`);
    const sent = await send<{ number: string; expires_at: string | null }>('POST', `${path}/call`, {});
    if (!sent.ok) return void tellSheet(words, title, html`<p>${problemOf(words, sent)}</p>`);
    const { number, expires_at: until } = sent.answer;
    const time = until && clock(until, locale, tracking.time_zone);
    tellSheet(
      words,
      title,
      html`<p>${words.contact.masked} ${time ? fill(words.contact.until, { time }) : null}</p>
        <a class="primary" href="tel:${number.replaceAll(/[^+0-9]/g, '')}"
          >${fill(words.contact.number, { number })}</a
        >`,
    );
  }

  function rate(view: View, chosen: number): void {
    const { words } = view;
    const reasons = Object.entries(words.rating.reason);
    openSheet(words, {
      title: words.rating.question,
      body: html`<fieldset class="stars">
          <legend class="hear">${words.rating.question}</legend>
          ${STARS.map(
            (n) =>
              html`<label class="star"
                ><input type="radio" name="stars" value="${n}" ${n === chosen ? html`checked` : null} /><span
                  aria-hidden="true"
                  >★</span
                ><i class="hear">${starsText(view, n)}</i></label
              >`,
          )}
        </fieldset>
        <fieldset class="chips">
          <legend>${words.rating.why}</legend>
          ${reasons.map(
            ([reason, text]) =>
              html`<label><input type="checkbox" name="reasons" value="${reason}" /><span>${text}</span></label>`,
          )}
        </fieldset>
        <label for="field">${words.rating.comment}</label>
        <textarea id="field" name="comment" rows="2" maxlength="500"></textarea>`,
      submit: words.rating.send,
      onSubmit: async (form) => {
        const comment = typed(form, 'comment');
        const body = {
          stars: Number(typed(form, 'stars')),
          reasons: form.getAll('reasons').map(String),
          ...(comment !== '' && { comment }),
        };
        return standing(words, await send('POST', `${path}/rating`, body));
      },
    });
  }
}

const problemOf = (words: Words, sent: Sent<unknown>): string | null =>
  sent.ok ? null : sent.isRefused ? words.notNow : words.failed;
