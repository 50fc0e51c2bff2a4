import { useMemo, useState, type ReactNode } from 'react';
import { FormProvider, useForm, useWatch } from 'react-hook-form';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { RoomHead, Segments } from '../parts/room-head';
import { DraftPane } from './draft-pane';
import { PolicyFormContext } from './form/form-context';
import { usePolicy, usePolicyForm, type PolicyDetail, type PolicyForm } from './policies';
import { PolicyFields } from './policy-fields';
import { draftOf, typedPolicy, type Draft, type TypedGroup } from './policy-form';
import { PolicyJson } from './policy-json';
import type { Errors } from './read-field';
import { useJudged } from './use-draft';
import { VersionList } from './version-list';

const VIEWS = [
  ['fields', 'Fields'],
  ['json', 'JSON'],
] as const;
type View = (typeof VIEWS)[number][0];

/** A market's numbers: change them in a draft, see what differs and what it would have meant, then publish. */
export default function PoliciesRoom(): ReactNode {
  const { data, error, refetch } = usePolicy();
  const form = usePolicyForm();
  return (
    <main className="room__main">
      <RoomHead title="Policies" summary={data && <InForce policy={data} />} />
      {error && !data && <Failure error={error} what="The policy" onRetry={() => void refetch()} />}
      {form.error && !form.data && (
        <Failure error={form.error} what="The policy’s form" onRetry={() => void form.refetch()} />
      )}
      {(!data || !form.data) && !error && !form.error && <Loading label="Reading the policy" />}
      {data && form.data && <Editor key={data.version} current={data} form={form.data} />}
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

function Editor({ current, form: { sections, defaults } }: { current: PolicyDetail; form: PolicyForm }): ReactNode {
  const form = useForm<TypedGroup>({ defaultValues: typedPolicy(sections, current.policy) });
  const typed = useWatch({ control: form.control }) as TypedGroup;
  const draft = useMemo(() => draftOf(sections, current.policy, typed), [sections, current, typed]);
  const judgement = useJudged(current, draft);
  const { currency } = useMarket();
  const obstacle = useObstacleFor('operator');
  const [view, setView] = useState<View>('fields');
  const [unread, setUnread] = useState<Errors>({});
  const errors = { ...judgement.errors, ...unread };
  const isDraft = draft.count > 0 || Object.keys(errors).length > 0;
  const discard = (): void => {
    form.reset();
    setUnread({});
    setView('fields');
  };
  return (
    <FormProvider {...form}>
      <PolicyFormContext.Provider value={{ errors, changed: changedIn(draft), defaults, currency }}>
        <div className="zone-panes policy-panes">
          <section className="list-pane" aria-label="The policy’s fields" tabIndex={0}>
            <div className="policy__views">
              <Segments
                label="Show the policy as"
                value={view}
                options={VIEWS}
                onChoose={(chosen) => {
                  setView(chosen);
                  // Text that could not be read is not carried over: the fields show what was right last.
                  setUnread({});
                }}
              />
            </div>
            {view === 'fields' ? (
              <PolicyFields sections={sections} isReadOnly={obstacle !== null} />
            ) : (
              <PolicyJson
                sections={sections}
                isReadOnly={obstacle !== null}
                onUnread={(section, problem) => setUnread((before) => withProblem(before, section, problem))}
              />
            )}
          </section>
          <section className="side-pane" aria-label="Draft and versions" tabIndex={0}>
            {obstacle !== null && <p className="policy__note quiet">{obstacle}</p>}
            {isDraft && <DraftPane current={current} judgement={{ ...judgement, errors }} onDiscard={discard} />}
            <VersionList />
          </section>
        </div>
      </PolicyFormContext.Provider>
    </FormProvider>
  );
}

const changedIn = ({ changes, errors }: Draft): ReadonlySet<string> =>
  new Set([
    ...Object.entries(changes).flatMap(([section, fields]) =>
      Object.keys(fields).map((field) => `${section}.${field}`),
    ),
    ...Object.keys(errors).map((path) => path.split('.').slice(0, 2).join('.')),
  ]);

function withProblem(errors: Errors, section: string, problem: string | null): Errors {
  const others = Object.fromEntries(Object.entries(errors).filter(([name]) => name !== section));
  return problem === null ? others : { ...others, [section]: problem };
}
