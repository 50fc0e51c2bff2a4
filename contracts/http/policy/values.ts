import { z } from 'zod';
import type { OfferStrategy } from '../../../domain/policy/offering';

/** Market seconds, up to a week. */
export const seconds = z.number().min(0).max(604_800);
export const positiveSeconds = z.number().positive().max(604_800);
/** Minor units of the market's currency. */
export const minor = z.int().min(0).max(1_000_000);

export const OFFER_STRATEGIES = ['exclusive', 'wave', 'broadcast'] as const satisfies readonly OfferStrategy[];
export const Strategy = z.enum(OFFER_STRATEGIES);

/** A part of the policy with what people call it, what it decides, and what it means when it is null. */
export const said = <Schema extends z.ZodType>(
  schema: Schema,
  title: string,
  description?: string,
  none?: string,
): Schema =>
  schema.meta({
    title,
    ...(description === undefined ? {} : { description }),
    ...(none === undefined ? {} : { 'x-none': none }),
  });
