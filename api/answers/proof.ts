import type { OrderProof, ProofImage } from '../../contracts/http';
import type { OrderRow } from '../../db/read-models/rows';
import type { KeptImage, ProofStore } from '../../domain/ports';
import { instantOrNull } from './common';

/** What was shown at the door. `path` is where this reader finds the order. */
export async function proofAnswer(
  { id, proof_demand, pin_verified_at }: OrderRow,
  proofs: Pick<ProofStore, 'imagesOf' | 'wordsOf'>,
  path: string,
): Promise<OrderProof> {
  const [images, words] = await Promise.all([proofs.imagesOf(id), proofs.wordsOf(id)]);
  const image = (kind: string): ProofImage | null => {
    const found = images.find((one) => one.kind === kind);
    return found ? imageAnswer(found, `${path}/proof/${kind}`) : null;
  };
  return {
    order_id: id,
    demanded: proof_demand,
    pin_verified_at: instantOrNull(pin_verified_at),
    signed_by: words.signedBy,
    note: words.note,
    photo: image('photo'),
    signature: image('signature'),
  };
}

const imageAnswer = ({ type, size, sha256, takenAt, receivedAt }: KeptImage, url: string): ProofImage => ({
  url,
  content_type: type,
  bytes: size,
  sha256,
  taken_at: takenAt.toISOString(),
  received_at: receivedAt.toISOString(),
});
