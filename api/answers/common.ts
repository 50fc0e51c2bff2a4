import type { Money } from '../../contracts/http';
import type { z } from 'zod';

/** As PostgreSQL writes instants in UTC. Most of an answer's are such, and parsing them costs more than all else of it. */
const IN_UTC = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00:00$/;

export function instant(value: string | Date): string {
  const parts = typeof value === 'string' ? IN_UTC.exec(value) : null;
  return parts ? `${parts[1]}.${(parts[2] ?? '').padEnd(3, '0').slice(0, 3)}Z` : new Date(value).toISOString();
}
export const instantOrNull = (value: string | Date | null): string | null => (value === null ? null : instant(value));

export const money = (amount: number, currency: string): z.infer<typeof Money> => ({ amount, currency });

/** What a merchant may know of a driver. */
export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

export const placeOf = ({ lat, lng }: { lat: number; lng: number }): { lat: number; lng: number } => ({ lat, lng });

export const payPartsOf = (parts: Record<string, number>): { kind: string; amount: number }[] =>
  Object.entries(parts)
    .filter(([, amount]) => amount !== 0)
    .map(([kind, amount]) => ({ kind, amount }));
