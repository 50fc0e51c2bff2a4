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
      <RoomHead title="Analytics" summary={data && <Fresh figures={data} />}>
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

/** When the figures were worked out, and where they begin if that is after the period that they are compared with. */
function Fresh({ figures: { fresh_at, figures_since, previous } }: { figures: Operations }): ReactNode {
  const market = useMarket();
  if (fresh_at === null) return 'Not worked out yet: the first figures come within a minute.';
  const clock = clockFormat(market.timeZone);
  const at = (instant: string): number => marketTime(market.clock, instant);
  const fresh = `Market time, worked out at ${clock.time(at(fresh_at))}`;
  if (figures_since === null || figures_since <= previous.from) return fresh;
  const part = figures_since < previous.to ? 'of the period before only a part' : 'nothing of the period before';
  return `${fresh}. Figures begin ${clock.day(at(figures_since))} ${clock.time(at(figures_since))}: ${part} is known`;
}
