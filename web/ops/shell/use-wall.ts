import { useEffect } from 'react';

/** A screen on the wall stays lit. Browsers let go of the lock whenever the page is hidden, so it is taken again. */
export function useWall(isWall: boolean): void {
  useEffect(() => {
    if (!isWall || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    const take = (): void => {
      if (document.visibilityState !== 'visible') return;
      // Refused when the battery is low: the wall then sleeps as any other screen.
      navigator.wakeLock.request('screen').then(
        (taken) => (lock = taken),
        () => {},
      );
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => {
      document.removeEventListener('visibilitychange', take);
      void lock?.release();
    };
  }, [isWall]);
}
