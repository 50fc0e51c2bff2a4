import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'outrider.theme';
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const stored = (): Theme | null => {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : null;
};

const current = (): Theme => stored() ?? (dark.matches ? 'dark' : 'light');

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  dark.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    dark.removeEventListener('change', listener);
  };
}

/** Carries a stored choice onto the document: before the first paint, and after every change. */
export function applyTheme(): void {
  const choice = stored();
  if (choice === null) delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = choice;
}

export function setTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
  for (const listener of listeners) listener();
}

/** The theme that is shown now: the system's, or the one that was chosen here. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, current);
