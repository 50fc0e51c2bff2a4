import type { ProofDemand } from '../live/wire';
import type { PictureKind, Proof, Task } from '../queue/task';
import { pictureKey, shelves } from '../queue/shelf';

export interface ProofDraft {
  pin: string;
  signedBy: string;
  photo: TakenPicture | null;
  signature: TakenPicture | null;
}

/** A picture on this phone's shelf; it goes to the server with the delivery. */
export interface TakenPicture {
  url: string;
  takenAt: number;
}

export const NO_PROOF: ProofDraft = { pin: '', signedBy: '', photo: null, signature: null };
export const PIN_LENGTH = 4;

/** What is still to be got at this door, as the button says it; null when nothing is. */
export function missingProof(demand: ProofDemand, { pin, photo, signature }: ProofDraft): string | null {
  switch (demand) {
    case 'photo':
      return photo ? null : 'Take the photo';
    case 'signature':
      return signature ? null : 'Get the signature';
    case 'pin':
      return pin.length >= PIN_LENGTH ? null : 'Ask for the PIN';
    case 'none':
      return null;
  }
}

/** What goes with the delivery itself; pictures go before it. */
export function wordsOf({ pin, signedBy }: ProofDraft): Proof | null {
  const words: Proof = {
    ...(pin.length >= PIN_LENGTH && { pin }),
    ...(signedBy.trim() && { signed_by: signedBy.trim() }),
  };
  return Object.keys(words).length > 0 ? words : null;
}

export function pictureTasks(stopId: string, draft: ProofDraft): Task[] {
  return (['photo', 'signature'] as const).flatMap((picture): Task[] => {
    const taken = draft[picture];
    return taken ? [{ kind: 'picture', stopId, picture, takenAt: new Date(taken.takenAt).toISOString() }] : [];
  });
}

/** Longer than any dead zone; what nobody delivered by then is nobody's business any more. */
const KEPT_MS = 7 * 86_400_000;

/** Puts a picture on the shelf, in the place of an earlier one of the same kind. */
export async function keepPicture(stopId: string, kind: PictureKind, blob: Blob): Promise<TakenPicture> {
  const takenAt = Date.now();
  const store = (await shelves()).transaction('pictures', 'readwrite').objectStore('pictures');
  await store.put({ id: pictureKey(stopId, kind), takenAt, blob });
  for await (const cursor of store) if (cursor.value.takenAt < takenAt - KEPT_MS) await cursor.delete();
  return { url: URL.createObjectURL(blob), takenAt };
}

/** What was taken at this door before the page was closed. */
export async function keptPictures(stopId: string): Promise<Partial<ProofDraft>> {
  const db = await shelves();
  const [photo, signature] = await Promise.all(
    (['photo', 'signature'] as const).map((kind) => db.get('pictures', pictureKey(stopId, kind))),
  );
  const taken = (kept: typeof photo): TakenPicture | null =>
    kept ? { url: URL.createObjectURL(kept.blob), takenAt: kept.takenAt } : null;
  return { ...(photo && { photo: taken(photo) }), ...(signature && { signature: taken(signature) }) };
}

const SIDE_MAX_PX = 1_280;

/** Smaller, and drawn anew: what the camera wrote beside the picture (place, device) does not leave the phone. */
export async function shrunk(file: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return blobOf(canvas, 'image/jpeg');
}

export const blobOf = (canvas: HTMLCanvasElement, type: 'image/jpeg' | 'image/png'): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be read'))), type, 0.8);
  });
