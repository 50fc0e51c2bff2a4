import { useEffect, useState, type RefObject } from 'react';

/** Long enough for a hand that comes straight back. */
const GRACE_MS = 2000;

/** Whether pointer or focus is in the element, and for a moment after. */
export function useOccupied(ref: RefObject<HTMLElement | null>): boolean {
  const [isOccupied, setOccupied] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let hasPointer = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const judge = (): void => {
      clearTimeout(timer);
      if (hasPointer || element.contains(document.activeElement)) setOccupied(true);
      else timer = setTimeout(() => setOccupied(false), GRACE_MS);
    };
    const stop = new AbortController();
    const listen = (type: string, listener: () => void): void =>
      element.addEventListener(type, listener, { signal: stop.signal });
    listen('pointerenter', () => {
      hasPointer = true;
      judge();
    });
    listen('pointerleave', () => {
      hasPointer = false;
      judge();
    });
    listen('focusin', judge);
    // The next element has the focus only after this event.
    listen('focusout', () => queueMicrotask(judge));
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [ref]);
  return isOccupied;
}

/**
 * The latest value while nobody is at it, otherwise the one that was there when the hand came. A new `key` (another
 * filter, say) is the person's own wish and is followed at once.
 */
export function useSettled<Value>(current: Value, key: string, isOccupied: boolean): [Value, settle: () => void] {
  const [held, setHeld] = useState({ key, value: current });
  const settle = (): void => setHeld({ key, value: current });
  const mayFollow = !isOccupied || held.key !== key;
  if (mayFollow && (held.value !== current || held.key !== key)) settle();
  return [mayFollow ? current : held.value, settle];
}
