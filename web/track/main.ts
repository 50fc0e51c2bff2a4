import { follow } from './live';
import { endedPage, page, tick } from './page';
import type { Tracking } from './wire';

const token = location.pathname.split('/').at(-1) ?? '';
const root = document.getElementById('page');
if (!root) throw new Error('index.html has no #page');

let known: Tracking | null = null;
/** The phone's clock may be wrong: times are told by the server's. */
let offsetMs = 0;
let isLive = false;

follow(token, {
  onTracking: show,
  onEnded() {
    known = null;
    root.replaceChildren(...endedPage());
  },
  onConnection(now) {
    isLive = now;
    count();
  },
});
setInterval(count, 1000);

function show(tracking: Tracking): void {
  if (known && known.order.version > tracking.order.version) return;
  known = tracking;
  offsetMs = Date.parse(tracking.server_time) - Date.now();
  root!.setAttribute('aria-busy', 'false');
  root!.replaceChildren(...page(tracking, (stars) => void rate(stars)));
  count();
}

function count(): void {
  if (known) tick(root!, known, Date.now() + offsetMs, isLive);
}

async function rate(stars: number): Promise<void> {
  const response = await fetch(`/v1/tracking/${encodeURIComponent(token)}/rating`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stars }),
  });
  if (response.ok) show((await response.json()) as Tracking);
}
