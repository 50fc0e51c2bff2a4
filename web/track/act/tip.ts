import { amount } from '../figures';
import { html } from '../html';
import { fill } from '../languages';
import { told, type View } from '../view';
import { openSheet } from './sheet';
import { typed } from './typed';

/** In units of the currency: 1, 2, 3 and 5 euros, or a hundred times as many yen. */
const PRESETS = [100, 200, 300, 500];
const TIP_MAX = 50_000;

/** What is chosen is added to what was given before; `give` is told the whole. */
export function tipSheet(view: View, give: (minor: number) => Promise<string | null>): void {
  const { words, tracking, locale } = view;
  const { tip } = tracking.order;
  const text = (minor: number): string => amount({ amount: minor, currency: tip.currency }, locale);
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency: tip.currency }).resolvedOptions()
    .maximumFractionDigits!;
  const form = openSheet(words, {
    title: tracking.driver ? told(view, words.tip.question) : words.tip.questionAnybody,
    body: html`<fieldset class="chips">
        <legend>${words.tip.all}</legend>
        ${PRESETS.map(
          (minor, i) =>
            html`<label
              ><input type="radio" name="preset" value="${minor}" ${i === 1 ? html`checked` : null} /><span
                >${text(minor)}</span
              ></label
            >`,
        )}
      </fieldset>
      <label for="field">${words.tip.other}</label>
      <input id="field" name="other" inputmode="decimal" autocomplete="off" maxlength="7" />`,
    submit: fill(words.tip.give, { amount: text(PRESETS[1]!) }),
    onSubmit: async (data) => {
      const minor = chosen(data);
      const isPossible = Number.isFinite(minor) && minor > 0 && tip.amount + minor <= TIP_MAX;
      return isPossible ? give(tip.amount + minor) : words.failed;
    },
  });
  form.addEventListener('input', () => {
    const minor = chosen(new FormData(form));
    const label = Number.isFinite(minor) && minor > 0 ? fill(words.tip.give, { amount: text(minor) }) : words.tip.add;
    form.querySelector('.primary')!.textContent = label;
  });

  function chosen(data: FormData): number {
    const other = typed(data, 'other');
    if (other === '') return Number(typed(data, 'preset'));
    return Math.round(Number(other.replace(',', '.')) * 10 ** digits);
  }
}
