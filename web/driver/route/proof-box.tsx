import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useMarketWords } from '../live/use-market';
import { keepPhoto, type ProofDraft } from './proof';

/** What shows later that it was handed over: a photo, the customer's PIN, or who took it. */
export function ProofBox({
  stopId,
  proof,
  onChange,
}: {
  stopId: string;
  proof: ProofDraft;
  onChange: (change: Partial<ProofDraft>) => void;
}): ReactNode {
  return (
    <section className="proof" aria-label="Proof">
      <PhotoRow stopId={stopId} photo={proof.photo} onChange={onChange} />
      <div className="proof__fields">
        <label>
          PIN
          <input
            className="field"
            inputMode="numeric"
            autoComplete="off"
            maxLength={10}
            value={proof.pin}
            onChange={({ target }) => onChange({ pin: target.value.replaceAll(/\D/g, '') })}
          />
        </label>
        <label>
          Received by
          <input
            className="field"
            autoComplete="off"
            maxLength={200}
            value={proof.signedBy}
            onChange={({ target }) => onChange({ signedBy: target.value })}
          />
        </label>
      </div>
    </section>
  );
}

function PhotoRow({
  stopId,
  photo,
  onChange,
}: {
  stopId: string;
  photo: ProofDraft['photo'];
  onChange: (change: Partial<ProofDraft>) => void;
}): ReactNode {
  const { time } = useMarketWords();
  const [hasFailed, setFailed] = useState(false);

  async function take(file: File): Promise<void> {
    setFailed(false);
    try {
      onChange({ photo: await keepPhoto(stopId, file) });
    } catch {
      setFailed(true);
    }
  }

  return (
    <label className="proof__photo">
      {photo ? <img src={photo.url} alt="" /> : <Icon name="camera" size={28} />}
      <span>
        <b>{photo ? 'Photo of the door' : 'Take a photo of the door'}</b>
        <small>
          {photo ? `Taken ${time(photo.takenAt)} · kept on this phone` : 'Where you leave it, without people'}
        </small>
        {hasFailed && <small role="alert">That photo could not be read. Take another one.</small>}
      </span>
      <input
        className="visually-hidden"
        type="file"
        accept="image/*"
        capture="environment"
        onChange={({ target }) => target.files?.[0] && void take(target.files[0])}
      />
    </label>
  );
}
