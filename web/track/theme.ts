type Theme = 'light' | 'dark';

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

const current = (): Theme => (root.dataset['theme'] as Theme | undefined) ?? (dark.matches ? 'dark' : 'light');

/** The button names what it turns to. */
export function applyTheme(): void {
  const button = document.querySelector<HTMLElement>('[data-act="theme"]');
  if (button) button.textContent = button.dataset[current() === 'dark' ? 'light' : 'dark'] ?? '';
}

/** Kept in a cookie that only tracking pages get, so that the next one is sent in this theme. */
export function toggleTheme(): void {
  const next = current() === 'dark' ? 'light' : 'dark';
  root.dataset['theme'] = next;
  document.cookie = `outrider_theme=${next}; path=/track; max-age=31536000; samesite=lax`;
  applyTheme();
}

dark.addEventListener('change', applyTheme);
