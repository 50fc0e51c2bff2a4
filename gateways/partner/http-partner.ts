import { z } from 'zod';
import type { PartnerFleetPort, PartnerStop } from '../../domain/ports';

const TIMEOUT_MS = 10_000;

const Answer = z.object({ accepted: z.boolean(), reference: z.string().max(200).optional() });

/**
 * Another fleet over HTTP: `POST {url}` with the order answers `{accepted, reference?}`. Asked twice (the key is the
 * order's ID) it answers the same. The partner reports from the street as the driver account that the ladder names.
 */
export function createHttpPartner({ url, token }: { url: string; token: string | null }): PartnerFleetPort {
  return {
    async offer({ orderId, externalId, marketId, pickup, dropoff }) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': orderId,
            ...(token && { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({
            order_id: orderId,
            external_id: externalId,
            market_id: marketId,
            pickup: { ...stopOf(pickup), ready_at: pickup.readyAt },
            dropoff: { ...stopOf(dropoff), promised_at: dropoff.promisedAt },
          }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (!response.ok) return { answer: response.status === 409 ? 'refused' : 'failed' };
        const { accepted, reference = 'no reference' } = Answer.parse(await response.json());
        return accepted ? { answer: 'accepted', reference } : { answer: 'refused' };
      } catch {
        return { answer: 'failed' };
      }
    },
  };
}

const stopOf = ({ name, address, phone, notes, lat, lng }: PartnerStop) => ({
  name,
  address,
  phone,
  notes,
  location: { lat, lng },
});
