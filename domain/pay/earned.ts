/** One order that paid: its offer's parts, shared by so many orders. Null parts: nobody has said what it pays. */
export interface PaidWorkShare {
  parts: Record<string, number> | null;
  shared: number;
}

export interface EarnedPay {
  /** Minor units; the sum of `parts`. */
  totalMinor: number;
  parts: Record<string, number>;
  orders: number;
  unpriced: number;
}

/**
 * What orders have earned. An offer of several pays each of its orders an equal share of every part; each part is rounded
 * once, at the end, so that the parts a driver sees add up to the total.
 */
export function earned(shares: readonly PaidWorkShare[]): EarnedPay {
  const exact = new Map<string, number>();
  for (const { parts, shared } of shares) {
    for (const [kind, amount] of Object.entries(parts ?? {})) {
      exact.set(kind, (exact.get(kind) ?? 0) + amount / Math.max(1, shared));
    }
  }
  const parts = Object.fromEntries([...exact].map(([kind, amount]) => [kind, Math.round(amount)]));
  return {
    totalMinor: Object.values(parts).reduce((total, part) => total + part, 0),
    parts,
    orders: shares.length,
    unpriced: shares.filter((share) => share.parts === null).length,
  };
}
