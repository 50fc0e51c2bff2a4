import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DayLog } from './online-day';

/** Writes a day's log in the benchmark's three files. */
export function writeSolution(folder: string, log: DayLog): void {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, header: string, lines: string[]): void =>
    writeFileSync(join(folder, `solution_info_${name}.txt`), [header, ...lines, ''].join('\n'));
  write(
    'assignments',
    'assignment_time pickup_time courier order [order ...]',
    log.bundles.map((b) => [b.assignedAt, b.pickupAt, b.driver, ...b.orders].join(' ')),
  );
  write(
    'orders',
    'order placement_time ready_time pickup_time dropoff_time courier',
    log.deliveries.map((d) =>
      [d.order.id, d.order.placedAt, d.order.readyAt, d.pickupAt, d.dropoffAt, d.driver].join(' '),
    ),
  );
  const moves = [...log.moves].sort((a, b) =>
    a.driver === b.driver ? a.departAt - b.departAt : a.driver < b.driver ? -1 : 1,
  );
  write(
    'couriers',
    'courier departure_time origin destination',
    moves.map((m) => [m.driver, m.departAt, m.from, m.to].join(' ')),
  );
}
