import type { ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { RoomHead, Segments } from '../parts/room-head';
import { useSetSearch } from '../search';
import { useAnalytics, useRange, type DriversAnalytics, type Operations, type ZonesAnalytics } from './analytics';
import { DriverQuestions } from './driver-questions';
import { EtaQuestion } from './eta-question';
import { PromiseQuestion } from './promise-question';
import { OperationsQuestions } from './operations-questions';
import { RANGES } from './range';
import { TroubleQuestions } from './trouble-questions';
import { ZoneQuestions } from './zone-questions';

/** One question a row, each with its answer as a sentence, a picture, a definition and its numbers. */
export default function AnalyticsRoom(): ReactNode {
  const range = useRange();
  const setSearch = useSetSearch();
  const operations = useAnalytics<Operations>('operations');
  const zones = useAnalytics<ZonesAnalytics>('zones');
  const drivers = useAnalytics<DriversAnalytics>('drivers');
  const { data, error } = operations;
  return (
    <main className="room__main">
      <RoomHead title="Analytics" summary={data && <Fresh at={data.fresh_at} />}>
        <Segments
          label="How far back"
          value={range}
          options={RANGES}
          onChoose={(value) => setSearch({ range: value === '3h' ? undefined : value })}
        />
      </RoomHead>
      <section className="list-pane" aria-label="Questions" tabIndex={0}>
        {error && !data && <Failure error={error} what="The figures" onRetry={() => void operations.refetch()} />}
        {!data && !error && <Loading label="Reading the figures" />}
        {data && (
          <div className="questions">
            <OperationsQuestions data={data} />
            <EtaQuestion />
            <PromiseQuestion />
            <TroubleQuestions data={data} />
            {zones.data && <ZoneQuestions data={zones.data} />}
            {drivers.data && <DriverQuestions data={drivers.data} />}
          </div>
        )}
      </section>
    </main>
  );
}

function Fresh({ at }: { at: string | null }): ReactNode {
  const market = useMarket();
  if (at === null) return 'Not worked out yet: the first figures come within a minute.';
  return `Market time, worked out at ${clockFormat(market.timeZone).time(marketTime(market.clock, at))}`;
}
