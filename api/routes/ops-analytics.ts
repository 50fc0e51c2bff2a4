import * as http from '../../contracts/http';
import type { AnalyticsReads, DriverFiguresRow, HourRow, Scope, SeriesRow } from '../../db/read-models/analytics';
import type { Measured } from '../../domain/analytics/figures';
import { bucketFor, realInstant, type Bucket } from '../../domain/analytics/period';
import { shareOf, type Sums } from '../../domain/analytics/sums';
import { cellCentre, cellOutline, isCell } from '../../domain/zones/cells';
import { ok } from '../answer';
import {
  bare,
  countedAnswer,
  definitionsOf,
  DRIVER_KEYS,
  FIGURE_KEYS,
  figureAnswers,
  histogramAnswer,
  HOUR_KEYS,
  NO_SUMS,
  SUM_KEYS,
  valueAnswers,
} from '../answers/analytics';
import { driversCsv, seriesCsv, zonesCsv, type Series } from '../answers/analytics-csv';
import { instant } from '../answers/common';
import { askedOf, drawnOf, framed, isKnown, type Asked } from '../asked-period';
import type { MarketBook } from '../market-book';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface AnalyticsDependencies {
  book: MarketBook;
  analytics: AnalyticsReads;
}

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
  /** Every bucket that can be drawn, beside the same stretch one period earlier. */
  const seriesOf = async (asked: Asked, since: Date | null, bucket: Bucket): Promise<Series> => {
    if (!since) return [];
    const { market, shiftS } = asked;
    const drawn = drawnOf(asked, since);
    const [rows, earlier] = await Promise.all([
      analytics.series(drawn.now, bucket, market.timeZone),
      analytics.series(drawn.before, bucket, market.timeZone, shiftS),
    ]);
    const pointOf = ({ bucket: at, last, local, ...sums }: SeriesRow) => ({
      at: instant(realInstant(market.clock, at.getTime() / 1_000)),
      local,
      values: valueAnswers(last < since ? null : sums, SUM_KEYS),
    });
    return rows.map((row, nth) => ({ ...pointOf(row), previous: pointOf(earlier[nth]!) }));
  };

  on(http.getOperationsAnalytics, async ({ query, caller }) => {
    const asked = askedOf(await visibleMarket(book, caller, query.market_id), query);
    const { market, now, before } = asked;
    const bucket = query.bucket ?? bucketFor(asked.period);
    const coverage = await analytics.coverage(market.id);
    const series = await seriesOf(asked, coverage.since, bucket);
    if (query.format === 'csv') return seriesCsv(`operations-${market.id}`, series);
    const counted = async (column: Parameters<AnalyticsReads['counts']>[1]) =>
      countedAnswer(await analytics.counts(now, column), await analytics.counts(before, column));
    const [current, previous] = await Promise.all([measured(now), isKnown(coverage, before) ? measured(before) : null]);
    const body: http.OperationsAnalytics = {
      ...framed(asked, coverage),
      definitions: definitionsOf(FIGURE_KEYS),
      zone_id: query.zone_id ?? null,
      bucket,
      figures: figureAnswers(current, previous),
      series,
      time_to_assign: histogramAnswer(current.assignHistogram, previous?.assignHistogram),
      lateness: histogramAnswer(current.lateHistogram, previous?.lateHistogram),
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
    const [coverage, zones, zonesBefore, hours, cells] = await Promise.all([
      analytics.coverage(market.id),
      analytics.zones(now),
      analytics.zones(before),
      analytics.zoneHours(now, market.timeZone),
      analytics.cells(now),
    ]);
    const past = new Map(zonesBefore.map((zone) => [zone.zoneId, zone]));
    const hasBefore = isKnown(coverage, before);
    const body: http.ZonesAnalytics = {
      ...framed(asked, coverage),
      definitions: definitionsOf(SUM_KEYS),
      zones: zones.map(({ zoneId, name, ...sums }) => ({
        zone_id: zoneId,
        name,
        figures: figureAnswers(bare(sums), hasBefore ? bare(past.get(zoneId) ?? NO_SUMS) : null, SUM_KEYS),
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
    const { market, now, before, shiftS } = asked;
    const [coverage, drivers, hours, hoursBefore, current, previous] = await Promise.all([
      analytics.coverage(market.id),
      analytics.drivers(now),
      analytics.hours(now, market.timeZone),
      analytics.hours(before, market.timeZone, shiftS),
      analytics.sums(now),
      analytics.sums(before),
    ]);
    const past = await analytics.drivers(
      before,
      drivers.map(({ driverId }) => driverId),
    );
    const hasBefore = isKnown(coverage, before);
    const body: http.DriversAnalytics = {
      ...framed(asked, coverage),
      definitions: definitionsOf(DRIVER_KEYS),
      figures: figureAnswers(bare(current), hasBefore ? bare(previous) : null, DRIVER_KEYS),
      drivers: drivers.map((row) => ({
        driver: { id: row.driverId, name: row.name },
        figures: figureAnswers(
          ofDriver(row),
          hasBefore ? ofDriver(past.find(({ driverId }) => driverId === row.driverId)) : null,
          DRIVER_KEYS,
        ),
      })),
      hours: hoursBeside(hours, hasBefore ? hoursBefore : null),
    };
    return query.format === 'csv' ? driversCsv(body, query.table) : ok(body);
  });
}

/** Hours of the day that either period has. */
function hoursBeside(now: HourRow[], before: HourRow[] | null): http.DriversAnalytics['hours'] {
  const sumsOf = (rows: HourRow[], hour: number): Sums => rows.find((row) => row.hour === hour) ?? NO_SUMS;
  const hours = new Set([...now, ...(before ?? [])].map(({ hour }) => hour));
  return [...hours]
    .sort((a, b) => a - b)
    .map((hour) => ({
      hour,
      values: valueAnswers(sumsOf(now, hour), HOUR_KEYS),
      previous: valueAnswers(before && sumsOf(before, hour), HOUR_KEYS),
    }));
}

const ofDriver = (row: DriverFiguresRow | undefined): Measured => bare({ ...NO_SUMS, ...row });
