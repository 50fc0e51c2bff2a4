import { useState, type ReactNode } from 'react';
import { Segments } from '../parts/room-head';
import { useZoneName } from '../zones/zones';
import type { ZonesAnalytics } from './analytics';
import { show } from './figure-words';
import { HeatTable } from './heat-table';
import { Question } from './question';

/** More rows than these are a list for the file. */
const ZONES_MAX = 12;

/** What the hours can be coloured by. */
const MEASURES = [
  ['placed', 'Orders'],
  ['utilisation', 'Utilisation'],
  ['on_time_share', 'On time'],
  ['acceptance', 'Acceptance'],
] as const;
type Measure = (typeof MEASURES)[number][0];

/** Where the work is and when, by zone and hour of the day. */
export function ZoneHours({ data }: { data: ZonesAnalytics }): ReactNode {
  const zoneName = useZoneName();
  const hours = [...new Set(data.hours.map(({ hour }) => hour))].sort((a, b) => a - b);
  const [measure, setMeasure] = useState<Measure>('placed');
  const zones = data.zones.slice(0, ZONES_MAX);
  const valueOf = (zoneId: string, hour: number): number | null =>
    data.hours.find((row) => row.zone_id === zoneId && row.hour === hour)?.values[measure] ?? null;
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
        <Segments label="Show by zone and hour" value={measure} options={MEASURES} onChoose={setMeasure} />
      )}
      {zones.length > 0 && (
        <HeatTable
          label={`${data.definitions[measure]?.title ?? measure} by zone and hour`}
          columns={hours.map((hour) => `${String(hour).padStart(2, '0')}:00`)}
          rows={zones.map(({ zone_id, name }) => ({
            name: nameOf(zone_id, name),
            values: hours.map((hour) => valueOf(zone_id, hour)),
          }))}
          show={(value) => show(value, data.definitions[measure]?.unit)}
        />
      )}
      {zones.length > 0 && <ZoneTable data={data} nameOf={nameOf} />}
    </Question>
  );
}

const COLUMNS = ['placed', 'assign_p50_s', 'acceptance', 'on_time_share', 'utilisation'];

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
          {COLUMNS.map((key) => (
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
            {COLUMNS.map((key) => (
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
