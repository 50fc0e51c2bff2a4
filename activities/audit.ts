import { log } from '@temporalio/activity';
import type { AuditStore } from '../domain/ports';

/** Events per seal, and seals per call: after an outage the rest waits for the next minute. */
const SEAL_MAX = 10_000;
const SEALS_PER_CALL = 20;
/** What belongs to no market is sealed by whoever comes by. */
const NO_MARKET = '-';
/** Inputs of rounds hold positions: kept for as long as somebody may ask why. */
const ROUND_INPUT_DAYS = 3;

export const createAuditActivities = ({ audit }: { audit: AuditStore }) => ({
  /**
   * Seals what a market's trail has gained and keeps its tables in shape. Run twice it finds nothing to seal; two at once
   * take turns. The head of the chain goes into the log, which is somewhere else than the database that it proves.
   */
  async keepAudit({ marketId }: { marketId: string }): Promise<{ sealed: number }> {
    let sealed = 0;
    for (const market of [marketId, NO_MARKET]) {
      for (let seals = 0; seals < SEALS_PER_CALL; seals += 1) {
        const events = await audit.seal(market, SEAL_MAX);
        sealed += events;
        if (events < SEAL_MAX) break;
      }
    }
    const head = sealed > 0 ? await audit.head(marketId) : null;
    if (head) log.info('the audit trail is sealed', { market: marketId, seq: head.seq, hash: head.hash });
    await audit.keep(ROUND_INPUT_DAYS);
    return { sealed };
  },
});
