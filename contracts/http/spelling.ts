/** Policies are camelCase inside and snake_case outside; both spellings carry the same words. */

export const toSnakeCase = (value: unknown): unknown =>
  respell(value, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

export const toCamelCase = (value: unknown): unknown =>
  respell(value, (key) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));

function respell(value: unknown, spell: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => respell(item, spell));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [spell(key), respell(item, spell)]));
}
