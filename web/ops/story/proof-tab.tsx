import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { ApiError } from '../../shared/api-client';
import { clockFormat } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { api } from '../client';
import { useMarket } from '../live/use-board';
import { Failure } from '../parts/failure';
import { Loading } from '../parts/loading';
import { Empty } from '../parts/room-head';
import type { Story } from './story';

interface ProofImage {
  url: string;
  taken_at: string;
}

interface Proof {
  demanded: string;
  pin_verified_at: string | null;
  signed_by: string | null;
  note: string | null;
  photo: ProofImage | null;
  signature: ProofImage | null;
}

const DEMANDS: Record<string, string> = {
  none: 'Nothing is demanded at the door.',
  photo: 'A photo is demanded at the door.',
  signature: 'A signature is demanded at the door.',
  pin: 'A PIN is demanded at the door.',
};

/** What shows that it was delivered. */
export function ProofTab({ story: { order } }: { story: Story }): ReactNode {
  const market = useMarket();
  const clock = clockFormat(market.timeZone);
  const { data, error, refetch } = useQuery({
    queryKey: ['story', order.id, 'proof', order.version],
    queryFn: ({ signal }) => api.get<Proof>(`/v1/ops/orders/${encodeURIComponent(order.id)}/proof`, signal),
  });
  if (error) return <Failure error={error} what="The proof" onRetry={() => void refetch()} />;
  if (!data) return <Loading label="Reading the proof" rows={2} />;
  const time = (instant: string): string => clock.precise(marketTime(market.clock, instant));
  const { pin_verified_at, signed_by, note, photo, signature } = data;
  const hasNothing = [pin_verified_at, signed_by, note, photo, signature].every((part) => part === null);
  return (
    <section className="story__section" aria-label="Proof">
      <p className="quiet">
        {DEMANDS[data.demanded] ?? `Demanded at the door: ${data.demanded.replaceAll('_', ' ')}.`}
      </p>
      {hasNothing && <Empty title="Nothing has been shown yet." />}
      {pin_verified_at && <p>The PIN was right at {time(pin_verified_at)}.</p>}
      {signed_by && <p>Signed by {signed_by}.</p>}
      {note && <p>“{note}”</p>}
      {photo && <Picture image={photo} caption={`Photo, ${time(photo.taken_at)}`} />}
      {signature && <Picture image={signature} caption={`Signature, ${time(signature.taken_at)}`} />}
    </section>
  );
}

/** A picture needs the token, which an `img` cannot send. */
function Picture({ image, caption }: { image: ProofImage; caption: string }): ReactNode {
  const [url, setUrl] = useState<string | null>(null);
  const { data, error } = useQuery({
    queryKey: ['proof-image', image.url],
    async queryFn({ signal }) {
      const response = await fetch(image.url, { headers: api.headers(), signal });
      if (!response.ok) throw new ApiError({ title: 'It is not kept any more', status: response.status });
      return response.blob();
    },
    gcTime: 60_000,
  });
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return (
    <figure className="proof">
      {url && <img src={url} alt={caption} />}
      {error && <p className="quiet">{error.message}</p>}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
