import { lazy, Suspense, type ReactNode } from 'react';
import { count } from '../../shared/format';
import type { ZonesAnalytics } from './analytics';
import { percent } from './figure-words';
import { Question } from './question';
import { ZoneHours } from './zone-hours';

const SupplyMap = lazy(() => import('./supply-map'));

/** Where: by zone and hour of the day, and supply against demand by cell. */
export function ZoneQuestions({ data }: { data: ZonesAnalytics }): ReactNode {
  return (
    <>
      <ZoneHours data={data} />
      <SupplyAndDemand data={data} />
    </>
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
