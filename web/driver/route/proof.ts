import type { Proof } from '../queue/task';
import { shelves } from '../queue/shelf';

export interface ProofDraft {
  pin: string;
  signedBy: string;
  photo: TakenPhoto | null;
}

export interface TakenPhoto {
  url: string;
  takenAt: number;
  /** SHA-256 of the kept picture: whoever sees it later can tell that it is the one of that moment. */
  fingerprint: string | null;
}

export const NO_PROOF: ProofDraft = { pin: '', signedBy: '', photo: null };

/** What goes to the server. It takes no picture itself: the photo stays on the phone and its fingerprint goes. */
export function proofOf({ pin, signedBy, photo }: ProofDraft): Proof | null {
  const proof: Proof = {
    ...(/^[0-9]{3,10}$/.test(pin) && { pin }),
    ...(signedBy.trim() && { signed_by: signedBy.trim() }),
    ...(photo && { note: noteOf(photo) }),
  };
  return Object.keys(proof).length > 0 ? proof : null;
}

function noteOf({ takenAt, fingerprint }: TakenPhoto): string {
  const taken = `Photo taken ${new Date(takenAt).toISOString()}, kept on the driver's phone`;
  return fingerprint === null ? taken : `${taken}, sha256 ${fingerprint}`;
}

const SIDE_MAX_PX = 1_280;
/** Longer than anybody asks about a delivery. */
const KEPT_MS = 30 * 86_400_000;

/** Shrinks what the camera gave and keeps it on this phone. */
export async function keepPhoto(stopId: string, file: Blob): Promise<TakenPhoto> {
  const photo = await shrunk(file);
  const takenAt = Date.now();
  const store = (await shelves()).transaction('photos', 'readwrite').objectStore('photos');
  await store.put({ stopId, takenAt, photo });
  for await (const cursor of store) if (cursor.value.takenAt < takenAt - KEPT_MS) await cursor.delete();
  return { url: URL.createObjectURL(photo), takenAt, fingerprint: await fingerprintOf(photo) };
}

async function shrunk(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The photo could not be read'))),
      'image/jpeg',
      0.8,
    );
  });
}

/** The browser hashes on secure origins only. */
async function fingerprintOf(photo: Blob): Promise<string | null> {
  if (!isSecureContext) return null;
  const digest = await crypto.subtle.digest('SHA-256', await photo.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
