export interface Answer {
  status: number;
  /** Undefined where there is none. */
  body?: unknown;
  location?: string;
  /** A table for download instead of a body. */
  csv?: { name: string; text: string };
  /** It was given to an earlier request with the same Idempotency-Key. */
  replayed?: boolean;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown, location?: string): Answer => ({ status: 201, body, location });
