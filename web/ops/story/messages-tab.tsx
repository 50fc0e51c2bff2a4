import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { api } from '../client';
import { useMarket } from '../live/use-board';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { Empty } from '../parts/room-head';
import type { Story } from './story';

interface Message {
  id: string;
  moment: string;
  status: 'waiting' | 'sent' | 'failed' | 'skipped' | 'overtaken';
  reason: string | null;
  channel: string | null;
  sent_to: string | null;
  text: string | null;
  created_at: string;
  settled_at: string | null;
}

const OUTCOMES: Record<Message['status'], string> = {
  waiting: 'Waits to be sent',
  sent: 'Sent',
  failed: 'Could not be sent',
  skipped: 'Not sent',
  overtaken: 'No news any more',
};

const sentence = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

/** What the customer was told, when and by which way. */
export function MessagesTab({ story: { order } }: { story: Story }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const { data, error, refetch } = useQuery({
    queryKey: ['story', order.id, 'messages', order.version],
    queryFn: async ({ signal }) =>
      (await api.get<{ data: Message[] }>(`/v1/orders/${encodeURIComponent(order.id)}/messages`, signal)).data,
  });
  if (error) return <Failure error={error} what="The messages" onRetry={() => void refetch()} />;
  if (!data) return <Loading label="Reading the messages" rows={3} />;
  if (data.length === 0) return <Empty title="The customer has been told nothing yet." />;
  return (
    <ol className="messages">
      {data.map((message) => (
        <li key={message.id}>
          <b>{sentence(message.moment)}</b>
          <time className="quiet num" dateTime={message.created_at}>
            {clock.precise(marketTime(market.clock, message.settled_at ?? message.created_at))}
          </time>
          <span className={message.status === 'failed' ? 'messages__failed' : 'quiet'}>
            {OUTCOMES[message.status]}
            {message.channel && ` by ${message.channel}`}
            {message.sent_to && ` to ${message.sent_to}`}
            {message.reason && `: ${sentence(message.reason).toLowerCase()}`}
          </span>
          {message.text && <q>{message.text}</q>}
        </li>
      ))}
    </ol>
  );
}
