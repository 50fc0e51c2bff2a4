import type * as http from '../../contracts/http';
import type { Answer } from '../answer';
import { csvOf } from '../csv';
import { DRIVER_KEYS, HOUR_KEYS, SUM_KEYS } from './analytics';

export type Series = http.OperationsAnalytics['series'];

const csv = (name: string, columns: readonly string[], rows: Parameters<typeof csvOf>[1]): Answer => ({
  status: 200,
  csv: { name: `${name}.csv`, text: csvOf(columns, rows) },
});

/** Each bucket, then the same of the period before. */
export function seriesCsv(name: string, series: Series): Answer {
  const cellsOf = ({ at, local, values }: Omit<Series[number], 'previous'>) => [
    at,
    local,
    ...SUM_KEYS.map((key) => values[key] ?? null),
  ];
  const columns = ['at', 'local', ...SUM_KEYS];
  const rows = series.map(({ previous, ...bucket }) => [...cellsOf(bucket), ...cellsOf(previous)]);
  return csv(name, [...columns, ...columns.map((column) => `previous_${column}`)], rows);
}

export function zonesCsv(
  { market_id, zones, hours, cells }: http.ZonesAnalytics,
  table: 'zones' | 'hours' | 'cells',
): Answer {
  const name = `${table}-${market_id}`;
  if (table === 'hours') {
    const rows = hours.map(({ zone_id, hour, values }) => [
      zone_id,
      hour,
      ...HOUR_KEYS.map((key) => values[key] ?? null),
    ]);
    return csv(name, ['zone_id', 'hour', ...HOUR_KEYS], rows);
  }
  if (table === 'cells') {
    const columns = ['cell', 'placed', 'unassigned_share', 'online_h', 'orders_per_hour'] as const;
    return csv(
      name,
      columns,
      cells.map((cell) => columns.map((column) => cell[column])),
    );
  }
  const rows = zones.map(({ zone_id, name: zone, figures }) => [
    zone_id,
    zone,
    ...SUM_KEYS.map((key) => valueOf(figures, key)),
  ]);
  return csv(name, ['zone_id', 'name', ...SUM_KEYS], rows);
}

export function driversCsv({ market_id, drivers, hours }: http.DriversAnalytics, table: 'drivers' | 'hours'): Answer {
  if (table === 'hours') {
    const rows = hours.map(({ hour, values }) => [hour, ...HOUR_KEYS.map((key) => values[key] ?? null)]);
    return csv(`hours-${market_id}`, ['hour', ...HOUR_KEYS], rows);
  }
  const rows = drivers.map(({ driver, figures }) => [
    driver.id,
    driver.name,
    ...DRIVER_KEYS.map((key) => valueOf(figures, key)),
  ]);
  return csv(`drivers-${market_id}`, ['driver_id', 'name', ...DRIVER_KEYS], rows);
}

const valueOf = (figures: Record<string, { value: number | null }>, key: string): number | null =>
  figures[key]?.value ?? null;
