import type { Matcher } from '../../domain/matching';
import { assignmentMatcher } from '../../domain/matching';

/** Once a minute, oldest order first, the nearest driver who is free: what many dispatchers do by hand. */
export const nearestAvailable: Matcher = (snapshot, travel) => {
  const free = new Set(snapshot.drivers.filter(({ freeAt }) => freeAt <= snapshot.now));
  const proposals = [...snapshot.orders]
    .sort((a, b) => a.placedAt - b.placedAt || (a.id < b.id ? -1 : 1))
    .flatMap((order) => {
      const ranked = [...free].sort(
        (a, b) =>
          travel.seconds(a.place, order.pickup) - travel.seconds(b.place, order.pickup) || (a.id < b.id ? -1 : 1),
      );
      for (const driver of ranked) {
        const alone = { ...snapshot, orders: [order], drivers: [driver] };
        const [proposal] = assignmentMatcher(alone, travel).proposals;
        if (!proposal) continue;
        free.delete(driver);
        return [proposal];
      }
      return [];
    });
  return { roundNo: snapshot.roundNo, proposals, unserved: [], hints: [], memory: null };
};
