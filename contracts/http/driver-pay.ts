import { z } from 'zod';

/** The parts of what an offer pays; they add up to the whole. */
export const PayPart = z.strictObject({ kind: z.string(), amount: z.int() }).meta({ id: 'PayPart' });
