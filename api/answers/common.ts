import type { Money } from '../../contracts/http';
import type { z } from 'zod';

export const instant = (value: string | Date): string => new Date(value).toISOString();
export const instantOrNull = (value: string | Date | null): string | null => (value === null ? null : instant(value));

export const money = (amount: number, currency: string): z.infer<typeof Money> => ({ amount, currency });

/** What a merchant may know of a driver. */
export const firstNameOf = (name: string): string => name.trim().split(/\s+/)[0] ?? name;

export const placeOf = ({ lat, lng }: { lat: number; lng: number }): { lat: number; lng: number } => ({ lat, lng });

export const payPartsOf = (parts: Record<string, number>): { kind: string; amount: number }[] =>
  Object.entries(parts)
    .filter(([, amount]) => amount !== 0)
    .map(([kind, amount]) => ({ kind, amount }));
