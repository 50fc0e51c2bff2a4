import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useOpsSearch } from '../search';
import type { DriversAnalytics } from './analytics';
import { changeInWords, show } from './figure-words';
import { Question } from './question';
import { beforeSeries, scaled } from './series';

const SHOWN_MAX = 10;
/** Rooms are a list, so the router does not know their paths by heart. */
const DRIVERS_ROOM: string = '/drivers';
const COLUMNS = ['online_s', 'utilisation', 'delivered', 'acceptance', 'on_time_share'];

/** How the day's drivers were used, by hour and one by one. */
export function DriverQuestions({ data }: { data: DriversAnalytics }): ReactNode {
  const { market } = useOpsSearch();
  const { figures, definitions } = data;
  const figure = (key: string): string => show(figures[key]?.value, definitions[key]?.unit);
  const columns = COLUMNS.filter((key) => key in definitions);
  return (
    <Question
      title="How well are drivers used?"
      answer={
        <>
          <b>{figure('utilisation')}</b> of their time they are on a route, and bring <b>{figure('orders_per_hour')}</b>{' '}
          orders an hour.
        </>
      }
      change={figures['utilisation'] && changeInWords(figures['utilisation'], 'share')}
      definition={`${definitions['utilisation']?.text ?? ''} ${definitions['orders_per_hour']?.text ?? ''}`}
      chart={{
        categories: data.hours.map(({ hour }) => `${String(hour).padStart(2, '0')}:00`),
        unit: '%',
        max: 100,
        series: [
          {
            name: 'Utilisation',
            kind: 'bar',
            values: data.hours.map(({ values }) => scaled(values['utilisation'], 0.01)),
          },
          ...beforeSeries(
            'Before',
            'bar',
            data.hours.map(({ previous }) => scaled(previous['utilisation'], 0.01)),
          ),
        ],
      }}
      sheet={{
        name: 'drivers',
        head: ['driver', ...Object.keys(definitions)],
        rows: data.drivers.map(({ driver, figures: own }) => [
          driver.name,
          ...Object.keys(definitions).map((key) => own[key]?.value ?? null),
        ]),
      }}
    >
      {data.drivers.length > 0 && (
        <table className="causes">
          <thead>
            <tr>
              <th scope="col">Driver</th>
              {columns.map((key) => (
                <th key={key} scope="col" className="num">
                  {definitions[key]?.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.drivers.slice(0, SHOWN_MAX).map(({ driver, figures: own }) => (
              <tr key={driver.id}>
                <th scope="row">
                  <Link to={DRIVERS_ROOM} search={{ market, driver: driver.id }}>
                    {driver.name}
                  </Link>
                </th>
                {columns.map((key) => (
                  <td key={key} className="num">
                    {show(own[key]?.value, definitions[key]?.unit)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Question>
  );
}
