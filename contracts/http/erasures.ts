import { z } from 'zod';
import { endpoint } from './endpoint';
import { Id, MarketId, Phone, Reason } from './values';

export const ErasePersonBody = z
  .union([
    z.strictObject({ who: z.literal('customer'), order_id: Id, reason: Reason }),
    z.strictObject({ who: z.literal('customer'), market_id: MarketId, phone: Phone, reason: Reason }),
    z.strictObject({ who: z.literal('driver'), driver_id: Id, reason: Reason }),
  ])
  .meta({
    id: 'ErasePersonBody',
    description: 'The customer of one ended order, of all ended orders with a phone number, or a driver who is off.',
  });

export const erasePerson = endpoint({
  method: 'post',
  path: '/v1/admin/erasures',
  tag: 'admin',
  summary: 'Erase what is known of a person. Orders, money and the audit trail stay, and prove themselves as before.',
  access: 'admin',
  body: ErasePersonBody,
  answers: { 200: z.strictObject({ erased: z.int().meta({ description: 'Orders, or drivers.' }) }) },
  problems: [404, 409],
});
