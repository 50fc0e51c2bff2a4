/** Skipping days takes seconds even on a loaded machine. */
const STANDS_STILL_MS = 25_000;
const SERVERS_MAX = 3;

/** The server that skips time has stopped doing so, which it now and then does for good: it needs a new one. */
export class TimeStandsStill extends Error {}

/** What comes only by time that is skipped; fails with `TimeStandsStill` when it does not come. */
export async function skipped<Value>(awaited: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const late = new TimeStandsStill(`no time was skipped in ${STANDS_STILL_MS / 1000} s`);
    timer = setTimeout(() => reject(late), STANDS_STILL_MS);
  });
  awaited.catch(() => {}); // What nobody awaits any more may fail when its server goes.
  try {
    return await Promise.race([awaited, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

export interface SkippingTests<Bench> {
  start: () => Promise<Bench>;
  /** Hears of each bench. */
  use: (bench: Bench) => void;
  /** After each test. */
  settle?: (bench: Bench) => void;
  /** Each test has a bench of its own: what others have left open cannot hold it up. */
  alone?: boolean;
}

/**
 * Tests of one file on a server that skips time: they share a bench, and a test in which time stands still runs again on
 * a new one. Any other failure is the test's.
 */
export function skippingTests<Bench extends { close(): Promise<void> }>({
  start,
  use,
  settle,
  alone = false,
}: SkippingTests<Bench>): (name: string, run: () => Promise<void>, limitMs?: number) => void {
  let bench: Bench | null = null;
  const close = async (): Promise<void> => {
    const closing = bench?.close();
    bench = null;
    await closing;
  };
  const renew = async (): Promise<void> => {
    await close();
    bench = await start();
    use(bench);
  };
  beforeEach(() => (bench ? undefined : renew()));
  afterEach(async () => {
    if (alone) await close();
    else if (bench) settle?.(bench);
  });
  afterAll(close);
  return (name, run, limitMs = 60_000) =>
    test(
      name,
      async () => {
        for (let server = 1; ; server += 1) {
          try {
            return await run();
          } catch (error) {
            if (!(error instanceof TimeStandsStill) || server === SERVERS_MAX) throw error;
            await renew();
          }
        }
      },
      SERVERS_MAX * limitMs,
    );
}
