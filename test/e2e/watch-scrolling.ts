import type { Page } from 'playwright-core';

/** In milliseconds. */
export interface Smoothness {
  frames: number;
  p50: number;
  p95: number;
  longest: number;
  longTasks: number;
  longestTask: number;
}

/** Runs in the page: scrolls the list by some pixels each frame, from the top again once it is at its end. */
const SCRIPT = `async (watchedMs) => {
  const list = document.querySelector('.board-list');
  const tasks = [];
  const observer = new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const frames = [];
  await new Promise((resolve) => {
    const begun = performance.now();
    let last = begun;
    const frame = (now) => {
      frames.push(now - last);
      last = now;
      list.scrollTop += 24;
      if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) list.scrollTop = 0;
      if (now - begun < watchedMs) requestAnimationFrame(frame);
      else resolve();
    };
    requestAnimationFrame(frame);
  });
  observer.disconnect();
  const sorted = frames.sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.floor(share * (sorted.length - 1))]);
  return {
    frames: frames.length, p50: at(0.5), p95: at(0.95), longest: at(1),
    longTasks: tasks.length, longestTask: Math.round(Math.max(0, ...tasks)),
  };
}`;

/** Frame times and long tasks while the board's list is scrolled at a reader's pace. */
export const watchScrolling = (page: Page, ms: number): Promise<Smoothness> =>
  page.evaluate<Smoothness>(`(${SCRIPT})(${ms})`);
