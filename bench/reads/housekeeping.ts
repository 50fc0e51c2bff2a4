import { createInsightActivities } from '../../activities/insight';
import { createAuditStore } from '../../db/audit-store';
import type { Database } from '../../db/client';
import { createInsightStore } from '../../db/insight-store';
import { print } from '../result';
import type { Past } from './history';

/** How often `marketOperations` does it; seals ten times as often, since a measurement lasts a minute or two. */
const SEAL_EVERY_MS = 6_000;
const ROLL_UP_EVERY_MS = 30_000;
const HEALTH_EVERY_MS = 5_000;

/** What `marketOperations` does beside the orders: it works while people look, so it works while they are measured. */
export class Housekeeping {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly past: Past,
  ) {}

  start(): void {
    const { prisma } = this.database;
    const { marketId } = this.past;
    const audit = createAuditStore(prisma);
    const insight = createInsightActivities({ insight: createInsightStore(prisma), relay: { nudge: () => {} } });
    this.#every(SEAL_EVERY_MS, async () => {
      await audit.seal(marketId, 10_000);
      await audit.keep(3);
    });
    this.#every(ROLL_UP_EVERY_MS, () => insight.keepRollups({ marketId }));
    this.#every(HEALTH_EVERY_MS, () => insight.keepZoneHealth({ marketId }));
  }

  async stop(): Promise<void> {
    this.#timers.forEach(clearInterval);
    await Promise.all(this.#running);
  }

  /** A turn that takes longer than the pause is not run beside itself. */
  #every(ms: number, work: () => Promise<unknown>): void {
    let isRunning = false;
    const turn = async (): Promise<void> => {
      if (isRunning) return;
      isRunning = true;
      await work().catch((error: unknown) => print(`not kept: ${String(error)}`));
      isRunning = false;
    };
    const start = (): void => {
      const running = turn().finally(() => this.#running.delete(running));
      this.#running.add(running);
    };
    this.#timers.push(setInterval(start, ms));
  }
}
