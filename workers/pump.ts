import { createWakeablePause } from './wakeable-pause';

export interface Pump {
  /** There may be something to do: the next round comes at once. */
  nudge(): void;
  /** Finishes the round that is under way and ends. */
  stop(): Promise<void>;
}

export interface PumpOptions {
  /** Takes what is due and deals with it; answers how much it was. */
  round: () => Promise<number>;
  /** How long to rest after a round that has dealt with so much: 0 when more is waiting. */
  restMs: (handled: number) => number;
  onError: (error: unknown) => void;
}

/** Round after round until it is stopped. A nudge that comes during a round is not lost: no rest follows it. */
export function startPump({ round, restMs, onError }: PumpOptions): Pump {
  const rest = createWakeablePause();
  let stopping = false;
  let nudged = false;

  async function run(): Promise<void> {
    while (!stopping) {
      nudged = false;
      const handled = await round().catch((error: unknown) => {
        onError(error);
        return 0;
      });
      const ms = restMs(handled);
      if (ms > 0 && !stopping && !nudged) await rest.wait(ms);
    }
  }

  const running = run();
  return {
    nudge() {
      nudged = true;
      rest.wake();
    },
    async stop() {
      stopping = true;
      rest.wake();
      await running;
    },
  };
}
