import type { DriverFaults } from '../../simulation/driver/driver';
import type { Chance } from '../../simulation/time/random';

/** Shares of offers and of orders that go wrong. */
const DECLINES = 0.15;
const SILENT = 0.1;
const DROPS = 0.05;
const DARK_BEFORE_PICKUP = 0.03;
const DARK_AFTER_PICKUP = 0.02;
const SHOPS_LATE = 0.15;
const SHOP_LATE_S = 600;

export interface Happened {
  drops: number;
  darkBefore: number;
  darkAfter: number;
}

/** What goes wrong in this city; drawn from the seed, each trouble of an order befalls one driver only. */
export function createTroubles(chance: Chance): {
  faults: DriverFaults;
  happened: Happened;
  shopLateS: (order: string) => number;
} {
  const happened: Happened = { drops: 0, darkBefore: 0, darkAfter: 0 };
  const struck = new Set<string>();
  const once = (order: string): boolean => !struck.has(order) && Boolean(struck.add(order));
  const fate = (order: string): number => chance.of('fate', order).next();
  const faults: DriverFaults = {
    answer(driver, offer) {
      const random = chance.of('answer', driver, offer);
      const drawn = random.next();
      if (drawn < SILENT) return { kind: 'silence' };
      const afterS = random.between(3, 25);
      return drawn < SILENT + DECLINES ? { kind: 'decline', afterS, reason: 'other' } : { kind: 'accept', afterS };
    },
    afterTaking(order) {
      const drawn = fate(order);
      if (drawn >= DROPS + DARK_BEFORE_PICKUP || !once(order)) return null;
      const afterS = chance.of('moment', order).between(20, 120);
      const what = drawn < DROPS ? 'drop' : 'dark';
      happened[what === 'drop' ? 'drops' : 'darkBefore'] += 1;
      return { what, afterS };
    },
    afterPickup(order) {
      const drawn = fate(order);
      const from = DROPS + DARK_BEFORE_PICKUP;
      if (drawn < from || drawn >= from + DARK_AFTER_PICKUP || !once(order)) return null;
      happened.darkAfter += 1;
      return chance.of('moment', order).between(10, 60);
    },
  };
  const shopLateS = (order: string): number => (chance.of('shop', order).happens(SHOPS_LATE) ? SHOP_LATE_S : 0);
  return { faults, happened, shopLateS };
}
