import { lazy, Suspense, useEffect, useState, type ReactNode, type Ref } from 'react';
import { Icon } from '../../shared/icons';
import { useConnection } from '../live/follow';
import { useMarketWords } from '../live/use-market';
import type { ProofDemand } from '../live/wire';
import { keepPicture, keptPictures, PIN_LENGTH, shrunk, type ProofDraft, type TakenPicture } from './proof';

const SignatureSheet = lazy(() => import('./signature-sheet'));

interface ProofBoxProps {
  ref: Ref<HTMLElement>;
  stopId: string;
  demand: ProofDemand;
  proof: ProofDraft;
  onChange: (change: Partial<ProofDraft>) => void;
}

/** What shows later that it was handed over: what the order demands, and otherwise what the driver likes to give. */
export function ProofBox({ ref, stopId, demand, proof, onChange }: ProofBoxProps): ReactNode {
  useEffect(() => {
    let isOn = true;
    void keptPictures(stopId).then((kept) => isOn && onChange(kept));
    return () => {
      isOn = false;
    };
    // Once per stop: what is taken later is in the draft already.
  }, [stopId]);
  return (
    <section ref={ref} className="proof" aria-label="Proof">
      {demand === 'signature' && <SignatureRow stopId={stopId} signature={proof.signature} onChange={onChange} />}
      {(demand === 'none' || demand === 'photo') && (
        <PhotoRow stopId={stopId} photo={proof.photo} isDemanded={demand === 'photo'} onChange={onChange} />
      )}
      {demand === 'pin' && <PinField pin={proof.pin} onChange={onChange} />}
      {demand !== 'pin' && (
        <label className="proof__field">
          Received by
          <input
            className="field"
            autoComplete="off"
            maxLength={200}
            value={proof.signedBy}
            onChange={({ target }) => onChange({ signedBy: target.value })}
          />
        </label>
      )}
    </section>
  );
}

function PinField({ pin, onChange }: { pin: string; onChange: ProofBoxProps['onChange'] }): ReactNode {
  const { isLive } = useConnection();
  return (
    <label className="proof__field proof__pin">
      <b>The customer’s PIN</b>
      <small>
        {isLive ? 'Four digits; they are on the customer’s tracking page' : 'No connection: it is checked later'}
      </small>
      <input
        className="field"
        inputMode="numeric"
        autoComplete="off"
        maxLength={PIN_LENGTH}
        value={pin}
        aria-label="PIN"
        onChange={({ target }) => onChange({ pin: target.value.replaceAll(/\D/g, '') })}
      />
    </label>
  );
}

function PhotoRow({
  stopId,
  photo,
  isDemanded,
  onChange,
}: {
  stopId: string;
  photo: TakenPicture | null;
  isDemanded: boolean;
  onChange: ProofBoxProps['onChange'];
}): ReactNode {
  const { time } = useMarketWords();
  const [hasFailed, setFailed] = useState(false);

  async function take(file: File): Promise<void> {
    setFailed(false);
    try {
      onChange({ photo: await keepPicture(stopId, 'photo', await shrunk(file)) });
    } catch {
      setFailed(true);
    }
  }

  return (
    <label className="proof__row">
      {photo ? <img src={photo.url} alt="" /> : <Icon name="camera" size={28} />}
      <span>
        <b>{photo ? 'Photo of the door' : 'Take a photo of the door'}</b>
        <small>
          {photo
            ? `Taken ${time(photo.takenAt)} · goes with the delivery`
            : `${isDemanded ? 'This order needs it' : 'Where you leave it'}, without people`}
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

function SignatureRow({
  stopId,
  signature,
  onChange,
}: {
  stopId: string;
  signature: TakenPicture | null;
  onChange: ProofBoxProps['onChange'];
}): ReactNode {
  const { time } = useMarketWords();
  const [isSigning, setSigning] = useState(false);
  return (
    <>
      <button type="button" className="proof__row" onClick={() => setSigning(true)}>
        {signature ? <img className="proof__signature" src={signature.url} alt="" /> : <Icon name="note" size={28} />}
        <span>
          <b>{signature ? 'Signed' : 'Get a signature'}</b>
          <small>
            {signature ? `${time(signature.takenAt)} · goes with the delivery` : 'This order needs it, with a finger'}
          </small>
        </span>
      </button>
      {isSigning && (
        <Suspense fallback={null}>
          <SignatureSheet
            onSigned={async (blob) => {
              onChange({ signature: await keepPicture(stopId, 'signature', blob) });
              setSigning(false);
            }}
            onClose={() => setSigning(false)}
          />
        </Suspense>
      )}
    </>
  );
}
