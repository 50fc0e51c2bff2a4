import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Theme = 'light' | 'dark';
const THEMES: readonly Theme[] = ['light', 'dark'];
const FAMILIES = ['idle', 'wait', 'offer', 'move', 'carry', 'done', 'back', 'alarm'];
const SERIES = ['c1', 'c2', 'c3', 'c4', 'c5'];

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light: light ?? '', dark: dark ?? '' },
  ]),
);

function color(name: string, theme: Theme): string {
  const token = tokens.get(name);
  if (!token) throw new Error(`no colour --${name}`);
  return token[theme];
}

/** Relative luminance of WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(THEMES)('%s', (theme) => {
  const between = (a: string, b: string): number => contrast(color(a, theme), color(b, theme));

  test.each(['ink', 'ink-2', 'ink-3', 'accent'])('--%s reads on every ground', (text) => {
    for (const ground of ['bg-0', 'bg-1', 'bg-2', 'bg-sel']) expect(between(text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(FAMILIES)('--%s reads on the panes, on its own tint and under a button’s text', (family) => {
    expect(between(family, 'bg-2')).toBeGreaterThanOrEqual(4.5);
    expect(between(family, `${family}-t`)).toBeGreaterThanOrEqual(4.5);
  });

  test('the main button’s text reads', () => {
    expect(between('on-accent', 'accent')).toBeGreaterThanOrEqual(4.5);
  });

  test.each([...SERIES, 'line-2'])('--%s is seen on a pane', (mark) => {
    expect(between(mark, 'bg-2')).toBeGreaterThanOrEqual(2.9);
  });
});
