import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api-client';
import { money } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { api } from '../client';
import { useBoard } from '../live/use-board';
import { useShortcuts } from '../shell/shortcuts';
import { NextBox } from './next-box';
import { Offers } from './offers';
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
      {error ? <Failed error={error} onRetry={() => void refetch()} onClose={onClose} /> : <Skeleton />}
    </section>
  );
}

function StoryOf({ story, onClose }: { story: Story; onClose: () => void }): ReactNode {
  const [tab, setTab] = useState<'story' | 'offers'>('story');
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
          <Tab isOn={tab === 'story'} onClick={() => setTab('story')}>
            Story
          </Tab>
          <Tab isOn={tab === 'offers'} onClick={() => setTab('offers')}>
            Offers {story.offers.length}
          </Tab>
        </div>
        {tab === 'offers' && <Offers offers={story.offers} />}
        {tab === 'story' && decision && <Why decision={decision} />}
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
  const pay = offers.findLast(({ status }) => status === 'accepted' || status === 'open')?.pay;
  useShortcuts({
    o: () => window.open(order.workflow_url, '_blank', 'noopener'),
    y: () => void copyLink(),
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

function Failed({ error, onRetry, onClose }: { error: Error; onRetry: () => void; onClose: () => void }): ReactNode {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div className="story__empty" role="alert">
      <b>{problem?.status === 404 ? 'No such order' : (problem?.title ?? 'The story could not be read')}</b>
      {problem?.request_id && <small className="mono">{problem.request_id}</small>}
      <span>
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>{' '}
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </span>
    </div>
  );
}

function Skeleton(): ReactNode {
  return (
    <div className="skeleton" aria-busy="true" aria-label="Reading the story">
      {[28, 20, 60, 96, 36, 160].map((height) => (
        <div key={height} className="skeleton__block" style={{ height }} />
      ))}
    </div>
  );
}

/** Browsers offer a clipboard on secure origins only; elsewhere the address bar is the link. */
const copyLink = async (): Promise<void> => {
  if (isSecureContext) await navigator.clipboard.writeText(location.href);
};
