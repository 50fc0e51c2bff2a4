import type { Standing } from './playback';

const BAR_WIDTH = 24;
const REDRAW_MS = 250;
const LINE_EVERY_MS = 10_000;

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far a replay is: one line that redraws itself on a terminal, a line now and then elsewhere. */
export function showProgress(
  output: Output,
  { from, to, orders }: { from: number; to: number; orders: number },
  standing: () => Standing,
): { done(): void } {
  const line = (): string => describe(standing(), from, to, orders);
  const draw = (): void => void output.write(output.isTTY ? `\r\x1b[2K${line()}` : `${line()}\n`);
  const timer = setInterval(draw, output.isTTY ? REDRAW_MS : LINE_EVERY_MS);
  return {
    done() {
      clearInterval(timer);
      draw();
      if (output.isTTY) output.write('\n');
    },
  };
}

function describe(standing: Standing, from: number, to: number, orders: number): string {
  const { minute, placed, open, delivered, driversOnShift, answers } = standing;
  const share = Math.min(1, Math.max(0, (minute - from) / (to - from)));
  const full = Math.round(share * BAR_WIDTH);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
  const phase = minute > to ? `${minute.toFixed(0)} (finishing)` : `${Math.max(from, minute).toFixed(0)}/${to}`;
  return (
    `${bar} minute ${phase}  placed ${placed}/${orders}  open ${open}  delivered ${delivered}` +
    `  drivers ${driversOnShift}  answers ${answers}`
  );
}
