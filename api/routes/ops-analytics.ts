import * as http from '../../contracts/http';
import type { AnalyticsReads, DriverFiguresRow, Scope } from '../../db/read-models/analytics';
import type { FigureKey, Measured } from '../../domain/analytics/figures';
import { bucketFor, realInstant } from '../../domain/analytics/period';
import { shareOf } from '../../domain/analytics/sums';
import { cellCentre, cellOutline, isCell } from '../../domain/zones/cells';
import { ok, type Answer } from '../answer';
import {
  bare,
  countedAnswer,
  definitionsOf,
  FIGURE_KEYS,
  figureAnswers,
  histogramAnswer,
  NO_SUMS,
  SUM_KEYS,
  valueAnswers,
} from '../answers/analytics';
import { instant } from '../answers/common';
import { askedOf, framed, type Asked } from '../asked-period';
import { csvOf } from '../csv';
import type { MarketBook } from '../market-book';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface AnalyticsDependencies {
  book: MarketBook;
  analytics: AnalyticsReads;
}

/** What a quarter can be split by without its parts losing their meaning. */
const HOUR_KEYS = [
  'placed',
  'delivered',
  'unassigned_share',
  'acceptance',
  'online_s',
  'busy_s',
  'utilisation',
] as const;
const DRIVER_KEYS = [
  ...(['online_s', 'busy_s', 'utilisation', 'accepted', 'declined', 'expired'] as const),
  ...(['acceptance', 'delivered', 'on_time_share', 'orders_per_hour'] as const),
] as const;

/** Analytics, all from rollups. */
export function serveOpsAnalytics({ on }: Serve, { book, analytics }: AnalyticsDependencies): void {
  const measured = async (scope: Scope): Promise<Measured> => {
    const [sums, assignHistogram, lateHistogram] = await Promise.all([
      analytics.sums(scope),
      analytics.histogram(scope, 'assign_histogram'),
      analytics.histogram(scope, 'late_histogram'),
    ]);
    return { sums, assignHistogram, lateHistogram };
  };
  const common = async (asked: Asked, keys: readonly FigureKey[]) => ({
    ...framed(asked),
    fresh_at: await analytics.freshAt(asked.market.id).then((at) => at && instant(at)),
    definitions: definitionsOf(keys),
  });

  on(http.getOperationsAnalytics, async ({ query, caller }) => {
    const asked = askedOf(await visibleMarket(book, caller, query.market_id), query);
    const { market, now, before } = asked;
    const bucket = query.bucket ?? bucketFor(asked.period);
    const series = await analytics.series(now, bucket, market.timeZone);
    if (query.format === 'csv') {
      const rows = series.map(({ bucket: at, local, ...sums }) => [
        instant(realInstant(market.clock, at.getTime() / 1_000)),
        local,
        ...Object.values(valueAnswers(sums, SUM_KEYS)),
      ]);
      return csv(`operations-${market.id}`, ['at', 'local', ...SUM_KEYS], rows);
    }
    const counted = async (column: Parameters<AnalyticsReads['counts']>[1]) =>
      countedAnswer(await analytics.counts(now, column), await analytics.counts(before, column));
    const [current, previous] = await Promise.all([measured(now), measured(before)]);
    const body: http.OperationsAnalytics = {
      ...(await common(asked, FIGURE_KEYS)),
      zone_id: query.zone_id ?? null,
      bucket,
      figures: figureAnswers(current, previous),
      series: series.map(({ bucket: at, local, ...sums }) => ({
        at: instant(realInstant(market.clock, at.getTime() / 1_000)),
        local,
        values: valueAnswers(sums, SUM_KEYS),
      })),
      time_to_assign: histogramAnswer(current.assignHistogram),
      lateness: histogramAnswer(current.lateHistogram),
      reassigned_by: await counted('reassigned_by'),
      reassigned_ended: await counted('reassigned_ended'),
      escalations_by: await counted('escalations_by'),
      stars: await counted('stars_by'),
    };
    return ok(body);
  });

  on(http.getZonesAnalytics, async ({ query, caller }) => {
    const asked = askedOf(await visibleMarket(book, caller, query.market_id), query);
    const { market, now, before } = asked;
    const [zones, zonesBefore, hours, cells] = await Promise.all([
      analytics.zones(now),
      analytics.zones(before),
      analytics.zoneHours(now, market.timeZone),
      analytics.cells(now),
    ]);
    const past = new Map(zonesBefore.map((zone) => [zone.zoneId, zone]));
    const body: http.ZonesAnalytics = {
      ...(await common(asked, SUM_KEYS)),
      zones: zones.map(({ zoneId, name, ...sums }) => ({
        zone_id: zoneId,
        name,
        figures: figureAnswers(bare(sums), bare(past.get(zoneId) ?? NO_SUMS), SUM_KEYS),
      })),
      hours: hours.map(({ zoneId, hour, ...sums }) => ({
        zone_id: zoneId,
        hour,
        values: valueAnswers(sums, HOUR_KEYS),
      })),
      cells: cells
        .filter(({ cell }) => isCell(cell))
        .map(({ cell, placed, neverAssigned, ended, onlineS }) => ({
          cell,
          outline: cellOutline(cell) as http.Zone['polygon'],
          centre: cellCentre(cell),
          placed,
          unassigned_share: shareOf(neverAssigned, ended),
          online_h: onlineS / 3_600,
          orders_per_hour: shareOf(placed * 3_600, onlineS),
        })),
    };
    return query.format === 'csv' ? zonesCsv(body, query.table) : ok(body);
  });

  on(http.getDriversAnalytics, async ({ query, caller }) => {
    const asked = askedOf(await visibleMarket(book, caller, query.market_id), query);
    const { market, now, before } = asked;
    const [drivers, hours, current, previous] = await Promise.all([
      analytics.drivers(now),
      analytics.hours(now, market.timeZone),
      analytics.sums(now),
      analytics.sums(before),
    ]);
    const past = await analytics.drivers(
      before,
      drivers.map(({ driverId }) => driverId),
    );
    const body: http.DriversAnalytics = {
      ...(await common(asked, DRIVER_KEYS)),
      figures: figureAnswers(bare(current), bare(previous), DRIVER_KEYS),
      drivers: drivers.map((row) => ({
        driver: { id: row.driverId, name: row.name },
        figures: figureAnswers(
          ofDriver(row),
          ofDriver(past.find(({ driverId }) => driverId === row.driverId)),
          DRIVER_KEYS,
        ),
      })),
      hours: hours.map(({ hour, ...sums }) => ({ hour, values: valueAnswers(sums, HOUR_KEYS) })),
    };
    return query.format === 'csv' ? driversCsv(body, query.table) : ok(body);
  });
}

const ofDriver = (row: DriverFiguresRow | undefined): Measured => bare({ ...NO_SUMS, ...row });

const csv = (name: string, columns: readonly string[], rows: Parameters<typeof csvOf>[1]): Answer => ({
  status: 200,
  csv: { name: `${name}.csv`, text: csvOf(columns, rows) },
});

function zonesCsv({ market_id, zones, hours, cells }: http.ZonesAnalytics, table: 'zones' | 'hours' | 'cells'): Answer {
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

function driversCsv({ market_id, drivers, hours }: http.DriversAnalytics, table: 'drivers' | 'hours'): Answer {
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
