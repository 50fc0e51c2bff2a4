import { createStore, useStore } from '../shared/store';
import type { MarketWords } from './live/use-market';
import type { Action } from './queue/action';
import { labelOf } from './queue/task';

/** One sentence about what has just happened, in the server's words. */
export interface Notice {
  text: string;
  tone: 'done' | 'wait' | 'alarm';
}

const SHOWN_MS = 8_000;

const notice = createStore<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;
export const useNotice = (): Notice | null => useStore(notice);

export function showNotice(next: Notice | null): void {
  clearTimeout(timer);
  notice.update(() => next);
  if (next) timer = setTimeout(() => notice.update(() => null), SHOWN_MS);
}

/** How an offer ended that the driver wanted, or was still looking at. */
export const OFFER_ENDINGS: Record<string, string> = {
  taken: 'Taken by another driver',
  expired: 'The offer has run out',
  withdrawn: 'The offer was taken back',
  unheard: 'The offer ended while you were offline',
};

/** What an answered action has to say; most of them show by themselves. */
export function noticeOf({ task, state, refusal, wasDelayed }: Action, time: MarketWords['time']): Notice | null {
  if (task.kind === 'accept' && state === 'sent') return { text: 'You have it', tone: 'done' };
  if (state !== 'refused' || !refusal) return null;
  if (task.kind === 'accept') return { text: acceptRefused(refusal.outcome, wasDelayed), tone: 'wait' };
  // He did not want it: how it ended otherwise is nothing to him.
  if (task.kind === 'decline') return null;
  const from = refusal.until ? ` You can from ${time(refusal.until)} on.` : '';
  return { text: `${labelOf(task)}: refused. ${refusal.message}${from}`, tone: 'alarm' };
}

function acceptRefused(outcome: string | null, wasDelayed: boolean): string {
  if (outcome === 'expired')
    return wasDelayed ? 'Expired while you were offline' : 'Expired before your answer arrived';
  return OFFER_ENDINGS[outcome ?? ''] ?? 'The offer is not open any more';
}
