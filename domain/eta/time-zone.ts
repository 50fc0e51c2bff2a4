/** Seconds by which the clocks of a time zone are ahead of UTC at a moment (seconds since the epoch). */
export function utcOffsetS(timeZone: string, at: number): number {
  const moment = new Date(Math.floor(at) * 1000);
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment);
  const part = (name: string): number => Number(parts.find(({ type }) => type === name)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return (local - moment.getTime()) / 1000;
}
