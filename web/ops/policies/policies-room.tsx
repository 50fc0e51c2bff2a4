import { useMemo, type ReactNode } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { RoomHead } from '../parts/room-head';
import { DraftPane } from './draft-pane';
import { usePolicy, type PolicyDetail } from './policies';
import { draftOf, typedOf, type Typed } from './policy-form';
import { PolicyFields } from './policy-fields';
import { VersionList } from './version-list';

/** A market's numbers: change them in a draft, see what differs and what it would have meant, then publish. */
export default function PoliciesRoom(): ReactNode {
  const { data, error, refetch } = usePolicy();
  return (
    <main className="room__main">
      <RoomHead title="Policies" summary={data && <InForce policy={data} />} />
      {error && !data && <Failure error={error} what="The policy" onRetry={() => void refetch()} />}
      {!data && !error && <Loading label="Reading the policy" />}
      {data && <Editor key={data.version} current={data} />}
    </main>
  );
}

function InForce({ policy: { version, created_by, created_at } }: { policy: PolicyDetail }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const at = marketTime(market.clock, created_at);
  return (
    <>
      version {version} in force, by {created_by}, {clock.day(at)} {clock.time(at)}
    </>
  );
}

function Editor({ current }: { current: PolicyDetail }): ReactNode {
  const form = useForm<Typed>({ defaultValues: typedOf(current.policy) });
  const typed = useWatch({ control: form.control }) as Typed;
  const draft = useMemo(() => draftOf(current.policy, typed), [current, typed]);
  const obstacle = useObstacleFor('operator');
  return (
    <FormProvider {...form}>
      <div className="zone-panes policy-panes">
        <section className="list-pane" aria-label="The policy’s fields" tabIndex={0}>
          <PolicyFields policy={current.policy} draft={draft} isReadOnly={obstacle !== null} />
        </section>
        <section className="side-pane" aria-label="Draft and versions" tabIndex={0}>
          {obstacle !== null && <p className="policy__note quiet">{obstacle}</p>}
          {(draft.count > 0 || Object.keys(draft.errors).length > 0) && (
            <DraftPane current={current} draft={draft} onDiscard={() => form.reset()} />
          )}
          <VersionList />
        </section>
      </div>
    </FormProvider>
  );
}
