const DAY_MS = 86_400_000;

/**
 * Times that people type are those of the market. `2026-11-25T19:43`, as a date field gives it, becomes market
 * milliseconds; null when it is no time. Of two that are called so, when the clocks go back, it is the first; one that
 * the clocks leave out, when they go forward, is as much later.
 */
export function instantOf(text: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${text}Z`);
  if (!Number.isFinite(asUtc)) return null;
  const offsetAt = offsetsOf(timeZone);
  // The zone's offsets before and after whatever change there is near: the one that holds at its own instant is right.
  const before = asUtc - offsetAt(asUtc - DAY_MS);
  const after = asUtc - offsetAt(asUtc + DAY_MS);
  const right = [before, after].filter((instant) => instant + offsetAt(instant) === asUtc);
  return right.length > 0 ? Math.min(...right) : before;
}

/** How many milliseconds a zone's clocks are ahead of UTC at an instant. */
function offsetsOf(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms) => {
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
  };
}
