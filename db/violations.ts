import { Prisma } from './generated/client';

export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

/** An update or delete of a row that is not there. */
export const isMissingRow = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2025';

/** The database cannot be reached, is going down or gave up on a lock: the request may be tried again. */
export function isUnavailable(error: unknown): boolean {
  const text = error instanceof Error ? `${error.name} ${error.message} ${codesOf(error)}` : '';
  return UNAVAILABLE.test(text);
}

const UNAVAILABLE =
  /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|57P0[123]|\b40001\b|40P01|55P03|not currently accepting|P1001|P1002|P1008|P1017|P2024|P2028|Connection terminated|connection timeout|timeout exceeded when trying to connect|Can't reach database/i;

function codesOf(error: Error): string {
  const { code, meta, cause } = error as Error & { code?: unknown; meta?: unknown };
  return `${String(code)} ${JSON.stringify(meta ?? '')} ${cause instanceof Error ? `${cause.message} ${codesOf(cause)}` : JSON.stringify(cause ?? '')}`;
}
