import { html, type Html } from '../html';
import type { Words } from '../languages';

export interface Sheet {
  title: string;
  body: Html;
  /** What the big button says; null: there is nothing to send. */
  submit: string | null;
  /** Answers null when it is done, otherwise what to tell. */
  onSubmit: (form: FormData) => Promise<string | null>;
}

/** One dialog for everything that is asked: it stays open until the server has answered. */
export function openSheet(words: Words, { title, body, submit, onSubmit }: Sheet): HTMLFormElement {
  const dialog = document.getElementById('dialog') as HTMLDialogElement;
  dialog.innerHTML = html`<form>
    <h2 id="dialog-title">${title}</h2>
    ${body}
    <p class="problem" role="alert"></p>
    <div class="buttons">
      <button type="button" class="small" data-close>${submit === null ? words.close : words.cancel}</button>
      ${submit === null ? null : html`<button class="primary">${submit}</button>`}
    </div>
  </form>`.text;
  const form = dialog.querySelector('form')!;
  const primary = form.querySelector<HTMLButtonElement>('.primary');
  form.querySelector('[data-close]')!.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (primary?.disabled) return;
    void answer();
  });
  dialog.showModal();
  return form;

  async function answer(): Promise<void> {
    const label = primary?.textContent ?? '';
    if (primary) {
      primary.disabled = true;
      primary.textContent = words.waiting;
    }
    const problem = await onSubmit(new FormData(form));
    if (primary) {
      primary.disabled = false;
      primary.textContent = label;
    }
    if (problem === null) dialog.close();
    else form.querySelector('.problem')!.textContent = problem;
  }
}

/** Says something and nothing more. */
export const tellSheet = (words: Words, title: string, body: Html): HTMLFormElement =>
  openSheet(words, { title, body, submit: null, onSubmit: () => Promise.resolve(null) });
