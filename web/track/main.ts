import { createActs } from './act/acts';
import { clock } from './figures';
import { createGlide } from './glide';
import { wordsOf } from './languages';
import { follow } from './live';
import { messagePage, sections } from './page';
import { freshness, mapKey } from './sections/map';
import { applyTheme } from './theme';
import { viewOf, type View } from './view';
import type { Tracking } from './wire';
import { minutesLeft, titleOf } from './words';

const { documentElement } = document;
const locale = documentElement.lang;
const isEmbedded = 'embedded' in documentElement.dataset;
const token = location.pathname.split('/').at(-1) ?? '';
const setting = { locale, isEmbedded, token };
const state = document.getElementById('state')?.textContent;

if (state) live(JSON.parse(state) as Tracking);
else if ('unavailable' in documentElement.dataset) setTimeout(() => location.reload(), 10_000);
if (isEmbedded) tellHeight();

/** Keeps the page that the server has written at the truth. */
function live(first: Tracking): void {
  const root = document.getElementById('page')!;
  let view = viewOf(first, setting);
  /** What each part showed last, as it was written. */
  const shown = new Map(keysOf(view));
  /** The phone's clock may be wrong: times are told by the server's. */
  let offsetMs = Date.parse(first.server_time) - Date.now();
  let offlineSince: number | null = null;
  const glide = createGlide(root);
  const now = (): number => Date.now() + offsetMs;

  createActs(token, () => view, show);
  applyTheme();
  glide.moved(view);
  setInterval(tick, 1000);
  follow(token, {
    onTracking: show,
    onEnded: end,
    onConnection(isLive) {
      offlineSince = isLive ? null : (offlineSince ?? now());
      tick();
    },
  });

  function show(tracking: Tracking): void {
    const isOlder =
      tracking.order.version < view.tracking.order.version ||
      Date.parse(tracking.server_time) < Date.parse(view.tracking.server_time);
    if (isOlder) return;
    offsetMs = Date.parse(tracking.server_time) - Date.now();
    view = viewOf(tracking, setting);
    document.title = titleOf(view);
    const markup = new Map(sections(view));
    for (const [id, key] of keysOf(view)) {
      if (shown.get(id) === key) continue;
      shown.set(id, key);
      write(id, markup.get(id)?.text ?? '');
    }
    glide.moved(view);
    tick();
  }

  /** Only what has changed is written, so that nobody loses the button that he is about to press. */
  function write(id: string, text: string): void {
    const part = document.getElementById(id);
    if (!part) return;
    const focused = part.contains(document.activeElement) ? document.activeElement?.getAttribute('data-act') : null;
    part.innerHTML = text;
    part.hidden = text === '';
    if (focused) part.querySelector<HTMLElement>(`[data-act="${focused}"]`)?.focus();
  }

  function tick(): void {
    setText(document.getElementById('left'), minutesLeft(view, now()));
    const pill = document.getElementById('freshness');
    if (!pill) return;
    const since = offlineSince === null ? null : clock(offlineSince, locale, view.tracking.time_zone);
    const { text, state: age } = freshness(view, now(), since);
    setText(pill, text);
    pill.className = `pill ${age}`;
    document.getElementById('dot')?.classList.toggle('stale', age === 'stale');
  }

  function end(): void {
    const { title, text } = wordsOf(locale).ended;
    const message = messagePage(title, text);
    document.title = title;
    document.body.innerHTML = message.body.text;
  }
}

/** A part is written again when its markup differs; the map only when what stands still in it differs. */
function keysOf(view: View): [id: string, key: string][] {
  return sections(view).map(([id, markup]) => {
    if (id === 'map') return [id, mapKey(view)];
    // The minutes are written every second by themselves.
    return [id, (markup?.text ?? '').replace(/(id="left">)[^<]*/, '$1')];
  });
}

function setText(element: HTMLElement | null, text: string | null): void {
  if (element && element.textContent !== text) element.textContent = text;
}

/** The frame that holds this page makes itself as high as the page is. */
function tellHeight(): void {
  const tell = (): void => {
    const height = Math.ceil(document.getElementById('page')?.getBoundingClientRect().height ?? 0);
    parent.postMessage({ type: 'outrider:height', height }, '*');
  };
  new ResizeObserver(tell).observe(document.body);
  tell();
}
