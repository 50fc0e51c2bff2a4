import { lazy, Suspense, useState, type ReactNode } from 'react';
import { clockFormat, count } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { Choice } from '../parts/choice';
import { Failure } from '../parts/failure';
import { Empty } from '../parts/room-head';
import { comparable } from '../story/cost-bars';
import { CostTable } from '../story/cost-table';
import type { Decision, Story } from '../story/story';
import { useDecisionPlaces } from './decision';
import { LeftOut } from './left-out';

const DecisionMap = lazy(() => import('./decision-map'));

const EVERYBODY = 50;

/** Every round's decision about an order: who could have been asked, where they were, what each would have cost. */
export function DecisionTab({ story: { order, decisions } }: { story: Story }): ReactNode {
  const [chosen, choose] = useState<string | null>(null);
  const decision = decisions.find(({ offer_id }) => offer_id === chosen) ?? decisions.at(-1);
  if (!decision) {
    return (
      <Empty title="No round has decided about it.">
        <span className="quiet">Once one has, it says here who could have been asked, and where they were.</span>
      </Empty>
    );
  }
  return (
    <section className="story__section" aria-label="Decision">
      {decisions.length > 1 && <Decisions decisions={decisions} shown={decision} onChoose={choose} />}
      <OneDecision key={decision.offer_id} orderId={order.id} decision={decision} />
    </section>
  );
}

function Decisions({
  decisions,
  shown,
  onChoose,
}: {
  decisions: readonly Decision[];
  shown: Decision;
  onChoose: (offerId: string) => void;
}): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const options = decisions
    .map(({ offer_id, round_no, decided_at, chosen, offer_status }): [string, string] => {
      const at = clock.precise(marketTime(market.clock, decided_at));
      return [offer_id, `${at} · round ${count(round_no)} · ${chosen.driver.name} · ${offer_status}`];
    })
    .reverse();
  return <Choice label="Which decision" value={shown.offer_id} options={options} onChoose={onChoose} />;
}

function OneDecision({ orderId, decision }: { orderId: string; decision: Decision }): ReactNode {
  const [active, setActive] = useState<string | null>(null);
  const { data: places, error, refetch } = useDecisionPlaces(orderId, decision);
  const isSomebodySomewhere = places?.drivers.some(({ location }) => location !== null) ?? true;
  return (
    <>
      {error && <Failure error={error} what="The map of the candidates" onRetry={() => void refetch()} />}
      {isSomebodySomewhere && !error && (
        <Suspense fallback={<div className="decision__map" aria-busy="true" />}>
          {places ? (
            <DecisionMap places={places} active={active} onActive={setActive} />
          ) : (
            <div className="decision__map" aria-busy="true" />
          )}
        </Suspense>
      )}
      {!isSomebodySomewhere && (
        <p className="quiet">Where they were is not known any more: positions are kept for some days.</p>
      )}
      <CostTable candidates={comparable(decision, EVERYBODY)} isRanked active={active} onActive={setActive} />
      {decision.candidates_total > decision.candidates.length && (
        <p className="quiet">
          The best of {count(decision.candidates_total)} who could have taken it. Costs in minutes of delay.
        </p>
      )}
      {decision.sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {places && <LeftOut places={places} active={active} onActive={setActive} />}
    </>
  );
}
