import { z } from 'zod';
import type { DeclineReason } from '../../domain/policy/offering';
import type { ProofDemand, ProofKind } from '../../domain/proof/demand';
import type { Availability, OfferStatus, OrderStatus } from '../../domain/lifecycle/statuses';

/** The words that bodies and answers are made of. Everything textual that comes in goes through `text`. */

// NUL cannot be stored by PostgreSQL, half a surrogate pair is no text: both would fail deep inside instead of here.
const isText = (value: string): boolean => !value.includes('\0') && !/\p{Surrogate}/u.test(value);

/** Text with something in it, at most `lengthMax` characters. */
export const text = (lengthMax: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .refine(isText, 'contains characters that are not text')
    .refine((value) => value.trim() !== '', 'is blank');

export const Id = z.uuid();
/** Markets are named by people: `lisbon`, `test-day-1`. */
export const MarketId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'must be lower case letters, digits, - and _');

/** What numbers rise to: the largest `integer` of PostgreSQL. */
export const COUNT_MAX = 2_147_483_647;
/** Which version of a thing: the first is 1. */
export const Version = z.int().min(1).max(COUNT_MAX);

const YEARS = { min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) };
/** Further from UTC is no place on Earth, and more than PostgreSQL reads. */
const isOffset = (value: string): boolean => Number(/[+-](\d\d):\d\d$/.exec(value)?.[1] ?? 0) <= 14;
/** ISO-8601 in real time. Whole centuries away it is a mistake, not a time. */
export const Instant = z.iso
  .datetime({ offset: true })
  .max(40)
  .refine(isOffset, 'is further from UTC than any place')
  .refine((value) => Date.parse(value) >= YEARS.min && Date.parse(value) < YEARS.max, 'is not in this century');

export const Location = z
  .strictObject({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) })
  .meta({ id: 'Location', description: 'WGS 84, degrees.' });

export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code');
export const Money = z
  .strictObject({ amount: z.int(), currency: Currency })
  .meta({ id: 'Money', description: 'Integer minor units: 320 EUR is 3.20 €.' });

export const Vehicle = z.string().regex(/^[a-z][a-z_]{0,30}$/, 'must be a word like bicycle, scooter, car');

export const Phone = z.string().regex(/^\+?[0-9][0-9 ()./-]{3,30}$/, 'must be a phone number');

export const Email = z.email().max(254);
export const Language = z
  .string()
  .regex(/^[a-z]{2}(-[A-Za-z]{2,8})?$/, 'must be a language tag like pt or pt-BR')
  .meta({
    description: 'Language of messages to the customer. What is not spoken falls back to the language of the market.',
  });

export const ORDER_STATUSES = [
  'scheduled',
  'unassigned',
  'offered',
  'assigned',
  'arrived_at_pickup',
  'picked_up',
  'arrived_at_dropoff',
  'stranded',
  'rescuing',
  'delivered',
  'returning',
  'returned',
  'cancelled',
  'undeliverable',
] as const satisfies readonly OrderStatus[];
export const OrderStatusName = z.enum(ORDER_STATUSES).meta({ id: 'OrderStatus' });

export const OFFER_STATUSES = [
  'reserved',
  'open',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
] as const satisfies readonly OfferStatus[];
export const OfferStatusName = z.enum(OFFER_STATUSES).meta({ id: 'OfferStatus' });

export const AVAILABILITIES = ['available', 'on_break', 'paused', 'offline'] as const satisfies readonly Availability[];
export const AvailabilityName = z.enum(AVAILABILITIES).meta({ id: 'Availability' });

export const StopKindName = z.enum(['pickup', 'dropoff', 'return']).meta({ id: 'StopKind' });
export const StopStatusName = z
  .enum(['planned', 'arrived', 'completed', 'failed', 'removed'])
  .meta({ id: 'StopStatus' });

export const DECLINE_REASONS = [
  'too_far',
  'pay',
  'vehicle',
  'safety',
  'break',
  'merchant',
  'other',
] as const satisfies readonly DeclineReason[];
export const DeclineReasonName = z.enum(DECLINE_REASONS).meta({ id: 'DeclineReason' });

export const PROOF_DEMANDS = ['none', 'photo', 'signature', 'pin'] as const satisfies readonly ProofDemand[];
export const ProofDemandName = z.enum(PROOF_DEMANDS).meta({ id: 'ProofDemand' });
export const PROOF_KINDS = ['photo', 'signature'] as const satisfies readonly ProofKind[];
export const ProofKindName = z.enum(PROOF_KINDS).meta({ id: 'ProofKind' });
/** What happens to goods whose driver is lost. */
export const OnFailureName = z.enum(['rescue', 'return', 'dispose']).meta({ id: 'OnFailure' });

/** Statuses separated by commas, as a query can carry them. */
export const OrderStatusList = z
  .string()
  .transform((value) => value.split(','))
  .pipe(z.array(OrderStatusName).min(1).max(ORDER_STATUSES.length))
  .meta({ description: 'One status or several, separated by commas.' });

export const Reason = text(500);
export const ReasonBody = z.strictObject({ reason: Reason }).meta({ id: 'ReasonBody' });

/** How an offer ended, in the driver's words. `taken`: another driver has the order now. */
export const OfferEnd = z.enum(['accepted', 'declined', 'expired', 'withdrawn', 'taken']).meta({ id: 'OfferEnd' });
