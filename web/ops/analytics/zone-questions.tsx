import { lazy, Suspense, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { useZoneName } from '../zones/zones';
import type { ZonesAnalytics } from './analytics';
import { percent, show } from './figure-words';
import { HeatTable } from './heat-table';
import { Question } from './question';

const SupplyMap = lazy(() => import('./supply-map'));

/** More rows than these are a list for the file. */
const ZONES_MAX = 12;

/** Where: by zone and hour of the day, and supply against demand by cell. */
export function ZoneQuestions({ data }: { data: ZonesAnalytics }): ReactNode {
  return (
    <>
      <ZoneHours data={data} />
      <SupplyAndDemand data={data} />
    </>
  );
}

function ZoneHours({ data }: { data: ZonesAnalytics }): ReactNode {
  const zoneName = useZoneName();
  const hours = [...new Set(data.hours.map(({ hour }) => hour))].sort((a, b) => a - b);
  const zones = data.zones.slice(0, ZONES_MAX);
  const valueOf = (zoneId: string, hour: number): number | null =>
    data.hours.find((row) => row.zone_id === zoneId && row.hour === hour)?.values['placed'] ?? null;
  const nameOf = (zoneId: string, name: string | null): string => name ?? zoneName(zoneId);
  const [busiest] = zones;
  return (
    <Question
      title="Which zones have work, and when?"
      answer={
        busiest ? (
          <>
            <b>{nameOf(busiest.zone_id, busiest.name)}</b> has most: {show(busiest.figures['placed']?.value, 'count')}{' '}
            orders, {show(busiest.figures['utilisation']?.value, 'share')} utilisation.
          </>
        ) : (
          'No orders in this period.'
        )
      }
      definition={`${data.definitions['placed']?.text ?? ''} ${data.definitions['utilisation']?.text ?? ''}`}
      sheet={{
        name: 'zones-by-hour',
        head: ['zone', 'hour', ...Object.keys(data.definitions)],
        rows: data.hours.map(({ zone_id, hour, values }) => [
          zoneName(zone_id),
          hour,
          ...Object.keys(data.definitions).map((key) => values[key] ?? null),
        ]),
      }}
    >
      {zones.length > 0 && (
        <HeatTable
          label="Orders placed by zone and hour"
          columns={hours.map((hour) => `${String(hour).padStart(2, '0')}:00`)}
          rows={zones.map(({ zone_id, name }) => ({
            name: nameOf(zone_id, name),
            values: hours.map((hour) => valueOf(zone_id, hour)),
          }))}
          show={count}
        />
      )}
      {zones.length > 0 && <ZoneTable data={data} nameOf={nameOf} />}
    </Question>
  );
}

function ZoneTable({
  data,
  nameOf,
}: {
  data: ZonesAnalytics;
  nameOf: (zoneId: string, name: string | null) => string;
}): ReactNode {
  return (
    <table className="causes">
      <thead>
        <tr>
          <th scope="col">Zone</th>
          {['placed', 'assign_p50_s', 'acceptance', 'on_time_share', 'utilisation'].map((key) => (
            <th key={key} scope="col" className="num">
              {data.definitions[key]?.title ?? key}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.zones.slice(0, ZONES_MAX).map(({ zone_id, name, figures }) => (
          <tr key={zone_id}>
            <th scope="row">{nameOf(zone_id, name)}</th>
            {['placed', 'assign_p50_s', 'acceptance', 'on_time_share', 'utilisation'].map((key) => (
              <td key={key} className="num">
                {show(figures[key]?.value, data.definitions[key]?.unit)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SupplyAndDemand({ data }: { data: ZonesAnalytics }): ReactNode {
  const short = data.cells.filter(({ unassigned_share }) => (unassigned_share ?? 0) > 0.1).length;
  return (
    <Question
      title="Are drivers where the orders are?"
      answer={
        data.cells.length === 0 ? (
          'No orders in this period.'
        ) : (
          <>
            In <b>{count(short)}</b> of {count(data.cells.length)} cells more than {percent(0.1)} of the orders found
            nobody.
          </>
        )
      }
      definition="By H3 cell of the pickup: orders placed for each hour that drivers were on shift there. Darker is more demand than supply; a cell with orders and nobody on shift is darkest."
      sheet={{
        name: 'supply-and-demand',
        head: ['cell', 'placed', 'unassigned_share', 'online_h', 'orders_per_hour'],
        rows: data.cells.map((cell) => [
          cell.cell,
          cell.placed,
          cell.unassigned_share,
          cell.online_h,
          cell.orders_per_hour,
        ]),
      }}
    >
      {data.cells.length > 0 && (
        <Suspense fallback={<div className="chart" style={{ height: 320 }} aria-busy="true" />}>
          <SupplyMap cells={data.cells} />
        </Suspense>
      )}
    </Question>
  );
}
