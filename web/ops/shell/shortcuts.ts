import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Keys by `KeyboardEvent.key`, letters in lower case. */
export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const KEY = 'outrider.ops.shortcuts';
const listeners = new Set<() => void>();
const areOn = (): boolean => localStorage.getItem(KEY) !== 'off';

/** One-key shortcuts get in the way of speech input, so they can be turned off (WCAG 2.1.4). */
export function setShortcutsOn(on: boolean): void {
  localStorage.setItem(KEY, on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

export const useShortcutsOn = (): boolean =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areOn);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/** Escape always works; every other key only while nobody types and no dialog asks. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      if (event.key !== 'Escape' && !areOn()) return;
      const run = current.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run) return;
      event.preventDefault();
      run(event);
    }
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
