const TOKENS = [
  'idle',
  'wait',
  'offer',
  'move',
  'carry',
  'done',
  'back',
  'alarm',
  'ink',
  'ink-2',
  'bg-2',
  'map-bg',
  'map-grid',
  'line-2',
  'z1',
  'z2',
  'z3',
  'z4',
] as const;

export type MapColors = Record<(typeof TOKENS)[number], string>;

/** The map draws on a canvas, which knows nothing of custom properties: they are resolved here, for the current theme. */
export function readColors(): MapColors {
  const probe = document.createElement('span');
  document.body.append(probe);
  const entries = TOKENS.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as MapColors;
}
