import { useState, type ReactNode } from 'react';
import { ApiError, newKey } from '../../shared/api-client';
import { api } from '../client';
import { Sheet } from '../shell/sheet';
import type { PastOffer } from './past-offer';

/** In the driver's own words; a person reads them and decides. */
export function AppealSheet({ offer, onClose }: { offer: PastOffer; onClose: (isSent: boolean) => void }): ReactNode {
  const [statement, setStatement] = useState('');
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function send(): Promise<void> {
    setSending(true);
    try {
      await api.post('/v1/driver/score/appeals', { offer_id: offer.id, statement: statement.trim() }, newKey());
      onClose(true);
    } catch (error) {
      setSending(false);
      setRefusal(error instanceof ApiError ? error.message : 'That could not be sent. Try again.');
    }
  }

  return (
    <Sheet title="Why should it not count?" onClose={() => onClose(false)}>
      <label className="appeal">
        Your dispatcher reads this and decides
        <textarea
          className="field"
          rows={4}
          maxLength={1_000}
          value={statement}
          onChange={({ target }) => setStatement(target.value)}
        />
      </label>
      {refusal && <p role="alert">{refusal}</p>}
      <button
        type="button"
        className="press press--move"
        disabled={isSending || statement.trim() === ''}
        onClick={() => void send()}
      >
        {isSending ? 'Sending…' : 'Send'}
      </button>
    </Sheet>
  );
}
