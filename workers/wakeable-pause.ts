/** A pause that can be cut short. Waking nobody does nothing: what must not be missed is remembered by the caller. */
export function createWakeablePause(): { wait(ms: number): Promise<void>; wake(): void } {
  let cutShort = (): void => {};
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        cutShort = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => cutShort(),
  };
}
