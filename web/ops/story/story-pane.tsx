import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { money } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { api } from '../client';
import { DecisionTab } from '../decision/decision-tab';
import { useBoard } from '../live/use-board';
import { copy, Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { useShortcuts } from '../shell/shortcuts';
import { MessagesTab } from './messages-tab';
import { MoneyTab, payOf } from './money-tab';
import { NextBox } from './next-box';
import { Offers } from './offers';
import { ProofTab } from './proof-tab';
import type { Story } from './story';
import { StoryActions } from './story-actions';
import { StoryHead } from './story-head';
import { Timeline } from './timeline';
import { Why } from './why';

/** One order's story. Asked for again whenever the board hears of a newer version of the order. */
export function StoryPane({ orderId, onClose }: { orderId: string; onClose: () => void }): ReactNode {
  const live = useBoard().orders.get(orderId);
  const { data, error, refetch } = useQuery({
    queryKey: ['story', orderId, live?.version ?? null],
    queryFn: ({ signal }) => api.get<Story>(`/v1/ops/orders/${encodeURIComponent(orderId)}`, signal),
    // The story that is known stays on screen while its newer version is fetched; another order's never does.
    placeholderData: (before) => (before?.order.id === orderId ? before : undefined),
    gcTime: 60_000,
  });
  if (data) return <StoryOf story={data} onClose={onClose} />;
  return (
    <section className="story" aria-label="Order story">
      {error ? (
        <Failure error={error} what="This order" onRetry={() => void refetch()}>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </Failure>
      ) : (
        <Loading label="Reading the story" rows={8} />
      )}
    </section>
  );
}

const TABS = [
  ['story', 'Story'],
  ['decision', 'Decision'],
  ['offers', 'Offers'],
  ['money', 'Money'],
  ['messages', 'Messages'],
  ['proof', 'Proof'],
] as const;
type TabName = (typeof TABS)[number][0];

function StoryOf({ story, onClose }: { story: Story; onClose: () => void }): ReactNode {
  const [tab, setTab] = useState<TabName>('story');
  const live = useBoard().orders.get(story.order.id);
  const decision = story.decisions.at(-1);
  return (
    <section className="story" aria-label="Order story">
      <StoryHead story={story} live={live} onClose={onClose} />
      <div className="story__body" tabIndex={0} role="region" aria-label="What happens and what happened">
        <div className="story__now">
          <NextBox story={story} />
          <StoryActions key={story.order.id} story={story} live={live} />
        </div>
        <div className="tabs" role="group" aria-label="Show">
          {TABS.map(([name, label]) => (
            <Tab key={name} isOn={tab === name} onClick={() => setTab(name)}>
              {label} {name === 'offers' && story.offers.length > 0 && <small>{story.offers.length}</small>}
            </Tab>
          ))}
        </div>
        {tab === 'offers' && <Offers offers={story.offers} />}
        {tab === 'money' && <MoneyTab story={story} />}
        {tab === 'messages' && <MessagesTab story={story} />}
        {tab === 'proof' && <ProofTab story={story} />}
        {tab === 'decision' && <DecisionTab story={story} />}
        {tab === 'story' && decision && <Why decision={decision} onMap={() => setTab('decision')} />}
        {tab === 'story' && <Timeline story={story} />}
      </div>
      <StoryFoot story={story} />
    </section>
  );
}

function Tab({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: ReactNode }): ReactNode {
  return (
    <button type="button" className="tab" aria-pressed={isOn} onClick={onClick}>
      {children}
    </button>
  );
}

/** Money and the way to the workflow, always in sight. */
function StoryFoot({ story: { order, offers } }: { story: Story }): ReactNode {
  const pay = payOf(offers)?.pay;
  useShortcuts({
    o: () => window.open(order.workflow_url, '_blank', 'noopener'),
    y: () => void copy(location.href),
  });
  return (
    <footer className="story__foot">
      {pay && <span>Driver’s pay {money(pay.amount, pay.currency)}</span>}
      {order.tip.amount > 0 && <span>tip {money(order.tip.amount, order.tip.currency)}</span>}
      <span className="story__space" />
      <a href={order.workflow_url} target="_blank" rel="noopener">
        Temporal workflow <Icon name="external" size={13} />
      </a>
    </footer>
  );
}
