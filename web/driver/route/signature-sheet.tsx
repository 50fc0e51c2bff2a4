import { useEffect, useRef, useState, type ReactNode } from 'react';
import SignaturePad from 'signature_pad';
import { Sheet } from '../shell/sheet';
import { blobOf } from './proof';

/** Black on white in either theme: a signature is looked at on paper, too. */
const INK = '#14181d';
const PAPER = '#ffffff';

/** A field to sign in, loaded when somebody signs. */
export default function SignatureSheet({
  onSigned,
  onClose,
}: {
  onSigned: (blob: Blob) => Promise<void>;
  onClose: () => void;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const [isEmpty, setEmpty] = useState(true);

  useEffect(() => {
    const field = canvas.current;
    if (!field) return;
    field.width = field.clientWidth * devicePixelRatio;
    field.height = field.clientHeight * devicePixelRatio;
    field.getContext('2d')?.scale(devicePixelRatio, devicePixelRatio);
    const drawn = new SignaturePad(field, { penColor: INK, backgroundColor: PAPER });
    drawn.addEventListener('endStroke', () => setEmpty(drawn.isEmpty()));
    pad.current = drawn;
    return () => drawn.off();
  }, []);

  return (
    <Sheet title="Sign here" onClose={onClose}>
      <canvas ref={canvas} className="signature" aria-label="Field for the signature" />
      <div className="answer">
        <button
          type="button"
          className="press press--second"
          onClick={() => {
            pad.current?.clear();
            setEmpty(true);
          }}
        >
          Again
        </button>
        <button
          type="button"
          className="press press--carry"
          disabled={isEmpty}
          onClick={() => canvas.current && void blobOf(canvas.current, 'image/png').then(onSigned)}
        >
          Done
        </button>
      </div>
    </Sheet>
  );
}
