import { z } from 'zod';
import type { Channel, Moment } from '../../domain/notifications/moments';

export const MOMENTS = [
  'confirmed',
  'driver_found',
  'on_the_way',
  'nearly_there',
  'delayed',
  'delivered',
  'cancelled',
  'failed',
] as const satisfies readonly Moment[];
export const MomentName = z.enum(MOMENTS).meta({ id: 'Moment' });

export const CHANNELS = ['sms', 'email', 'push', 'webhook'] as const satisfies readonly Channel[];
export const ChannelName = z.enum(CHANNELS).meta({ id: 'Channel' });

/** What this order's customer wants to hear of. */
export const Notify = z
  .strictObject({
    moments: z.array(MomentName).max(MOMENTS.length).optional().meta({
      description: "Only these, of those that the market's policy tells. An empty list: none.",
    }),
    channels: z.array(ChannelName).max(CHANNELS.length).optional().meta({
      description: 'Only these, in this order.',
    }),
  })
  .meta({ id: 'Notify' });
