import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { api } from './client';
import { followWorld, readRoute, world } from './live/follow';
import { marketWords } from './live/use-market';
import { noticeOf, OFFER_ENDINGS, showNotice } from './notice';
import { trackPosition } from './position/tracker';
import type { Action } from './queue/action';
import { currentActions, openQueue } from './queue/queue';
import type { Task } from './queue/task';

/** Puts a task into the queue: the server hears of it now, or as soon as there is a network. */
type Do = (task: Task) => void;

const DoContext = createContext<Do>(() => undefined);
export const useDo = (): Do => use(DoContext);

/** What runs for as long as a driver is signed in: the stream, the queue, and the position. */
export function Shift({ driverId, children }: { driverId: string; children: ReactNode }): ReactNode {
  const [perform, setPerform] = useState<Do | null>(null);
  useEffect(() => {
    const queue = openQueue(api, driverId, settled);
    const stops = [queue.stop, followWorld(api, driverId, queue.wake), trackPosition(api), watchEndings()];
    setPerform(() => (task: Task) => {
      // What was said before belongs to the step before.
      showNotice(null);
      queue.add(task).catch(() => showNotice({ text: 'This phone could not keep that. Try again.', tone: 'alarm' }));
    });
    return () => stops.forEach((stop) => stop());
  }, [driverId]);
  return perform && <DoContext value={perform}>{children}</DoContext>;
}

function settled(action: Action): void {
  const notice = noticeOf(action, marketWords(world.get()).time);
  if (notice) showNotice(notice);
  void readRoute(api);
}

/** Says how an offer ended that was on the screen, unless this phone has answered it: then the answer says so. */
function watchEndings(): () => void {
  let known = world.get().ended;
  return world.subscribe(() => {
    const { ended } = world.get();
    if (!ended || ended === known) return;
    known = ended;
    const isMine = currentActions().some(({ task }) => 'offerId' in task && task.offerId === ended.offerId);
    const text = OFFER_ENDINGS[ended.outcome];
    if (text && !isMine) showNotice({ text, tone: 'wait' });
  });
}
