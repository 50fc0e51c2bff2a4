import { z } from 'zod';

export const PAGE_LIMIT_MAX = 200;

/** Query of every list. The cursor is opaque: it comes from `next_cursor` of the page before. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(50),
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, 'must come from next_cursor')
    .optional(),
});

type Page<Item extends z.ZodType> = z.ZodObject<
  { data: z.ZodArray<Item>; next_cursor: z.ZodNullable<z.ZodString> },
  z.core.$strict
>;
export const pageOf = <Item extends z.ZodType>(item: Item): Page<Item> =>
  z.strictObject({ data: z.array(item), next_cursor: z.string().nullable() });

type List<Item extends z.ZodType> = z.ZodObject<{ data: z.ZodArray<Item> }, z.core.$strict>;
export const listOf = <Item extends z.ZodType>(item: Item): List<Item> => z.strictObject({ data: z.array(item) });
