import { money } from '../../shared/format';

/** One audited fact, as `GET /v1/ops/audit` tells it. */
export interface AuditEvent {
  id: string;
  type: string;
  market_id: string;
  order_id: string | null;
  number: number | null;
  driver_id: string | null;
  merchant_id: string | null;
  zone_id: string | null;
  subject_id: string | null;
  status_from: string | null;
  status_to: string | null;
  actor: { type: string; id: string; [more: string]: unknown };
  workflow: { id: string; run_id: string | null } | null;
  data: Record<string, unknown>;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  personal: 'kept' | 'erased' | null;
  occurred_at: string;
  market_at: string | null;
  recorded_at: string;
  hash: string;
}

/** What can be asked for at once by its first word. */
export const TYPE_GROUPS = [
  ['', 'Everything'],
  ['order.*', 'Orders'],
  ['offer.*', 'Offers'],
  ['driver.*,shift.*', 'Drivers and shifts'],
  ['escalation.*', 'Escalations'],
  ['zone.*', 'Zones'],
  ['policy.*', 'Policies'],
  ['personal.*', 'Looks at personal data'],
] as const;

/** `order.placed` as `Order placed`. */
export function typeInWords(type: string): string {
  const words = type.replace('.', ' ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What follows from the type, or stands in a column of its own. */
const SAID_ELSEWHERE = /^(status|version|number|.*_ids?|what)$/;
const NAMED_MAX = 4;

/** What a row says beside its type: why, or what changed, as far as a line holds it. */
export function gist({ data, before, after }: AuditEvent, currency: string): string {
  const reason = data['reason'];
  if (typeof reason === 'string' && reason !== '') return inWords(reason);
  const changed = before === null ? [] : changesOf(before, after).map(({ field }) => field);
  const named = changed.filter((field) => !SAID_ELSEWHERE.test(field)).slice(0, NAMED_MAX);
  if (named.length > 0) return `changes ${named.join(', ').replaceAll('_', ' ')}`;
  return Object.entries(data)
    .filter(([key, value]) => !SAID_ELSEWHERE.test(key) && ['string', 'number', 'boolean'].includes(typeof value))
    .slice(0, 3)
    .map(([key, value]) => known(key, value, currency))
    .join(' · ');
}

/** A code reads as words; what somebody has written stands as it was written. */
const inWords = (reason: string): string => (/^[a-z]+(_[a-z]+)+$/.test(reason) ? reason.replaceAll('_', ' ') : reason);

/** `pay €5.84`, `round 215`, `at the pickup`: amounts and codes as people say them. */
function known(key: string, value: unknown, currency: string): string {
  if (key.endsWith('_minor') && typeof value === 'number') {
    return `${key.replace(/_minor$/, '').replaceAll('_', ' ')} ${money(value, currency)}`;
  }
  if (key === 'round_no') return `round ${String(value)}`;
  if (key === 'kind' && (value === 'pickup' || value === 'dropoff')) return `at the ${value}`;
  return `${key.replaceAll('_', ' ')} ${String(value).replaceAll('_', ' ')}`;
}

export interface Change {
  field: string;
  before: string;
  after: string;
}

/** Field by field; nested things by their path. What is the same on both sides is left out. */
export function changesOf(before: object | null, after: object | null, path = ''): Change[] {
  const from = (before ?? {}) as Record<string, unknown>;
  const to = (after ?? {}) as Record<string, unknown>;
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return fields.flatMap((field) => {
    const [a, b] = [from[field], to[field]];
    const name = path === '' ? field : `${path}.${field}`;
    if (isPlain(a) && isPlain(b)) return changesOf(a, b, name);
    const [textA, textB] = [textOf(a), textOf(b)];
    return textA === textB ? [] : { field: name, before: textA, after: textB };
  });
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
