import type { Actor } from '../domain/actor';
import type { MarketClock } from '../domain/clock';
import { completePolicy } from '../domain/policy/override';
import type { Policy } from '../domain/policy/policy';
import type { EmbeddedTravel } from '../domain/travel/embedded';
import { createAsActor } from './audit';
import type { Market as MarketRow, Prisma, PrismaClient } from './generated/client';
import { isUniqueViolation } from './violations';

export interface Market {
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  livemode: boolean;
  location: { lat: number; lng: number };
  clock: MarketClock;
  travel: EmbeddedTravel;
  policyVersion: number;
  createdAt: Date;
}

export type NewMarket = Omit<Market, 'policyVersion' | 'createdAt'> & {
  policy: Policy;
  createdBy: string;
  actor?: Actor;
};
export type MarketChanges = Partial<Pick<Market, 'name' | 'timeZone' | 'location' | 'clock' | 'travel'>>;

export type Markets = ReturnType<typeof createMarkets>;

/** Markets and their policies. Versions of a policy are added, never changed. Changes are audited. */
export function createMarkets(prisma: PrismaClient) {
  const as = createAsActor(prisma);
  return {
    async find(id: string): Promise<Market | null> {
      const row = await prisma.market.findUnique({ where: { id } });
      return row && marketOf(row);
    },

    async list(): Promise<Market[]> {
      const rows = await prisma.market.findMany({ orderBy: { id: 'asc' } });
      return rows.map(marketOf);
    },

    async findPolicy(marketId: string, version: number): Promise<Policy | null> {
      const row = await prisma.policy.findUnique({ where: { marketId_version: { marketId, version } } });
      return row && completePolicy(row.body as unknown as Policy);
    },

    /** Null when the name is taken. */
    async create({ policy, createdBy, actor, location, clock, travel, ...market }: NewMarket): Promise<Market | null> {
      try {
        const data = {
          ...market,
          ...columnsOf({ location, clock, travel }),
          lat: location.lat,
          lng: location.lng,
          speedMps: travel.speedMps,
          policies: { create: { version: 1, body: jsonOf(policy), createdBy } },
          fence: { create: {} },
          wake: { create: {} },
        };
        const row = await as(actor, (tx) => tx.market.create({ data }));
        return marketOf(row);
      } catch (error) {
        if (isUniqueViolation(error)) return null;
        throw error;
      }
    },

    async change(id: string, { name, timeZone, ...changes }: MarketChanges, actor?: Actor): Promise<Market> {
      const data = { name, timeZone, ...columnsOf(changes) };
      return marketOf(await as(actor, (tx) => tx.market.update({ where: { id }, data })));
    },

    /** Orders placed from now on get the new version; the market's row decides which number is next. */
    async addPolicy(id: string, body: Policy, createdBy: string, actor?: Actor): Promise<Market> {
      return as(actor, async (tx) => {
        const row = await tx.market.update({ where: { id }, data: { policyVersion: { increment: 1 } } });
        await tx.policy.create({
          data: { marketId: id, version: row.policyVersion, body: jsonOf(body), createdBy },
        });
        return marketOf(row);
      });
    },
  };
}

/** Prisma's JSON type wants an index signature, which an interface has not. */
const jsonOf = (policy: Policy): Prisma.InputJsonObject => ({ ...policy }) as unknown as Prisma.InputJsonObject;

function columnsOf({ location, clock, travel }: Pick<MarketChanges, 'location' | 'clock' | 'travel'>) {
  return {
    ...location,
    ...(clock && { clockRate: clock.rate, clockOffsetMs: BigInt(clock.offsetMs) }),
    ...travel,
  };
}

function marketOf(row: MarketRow): Market {
  const { id, name, timeZone, currency, livemode, policyVersion, createdAt } = row;
  return {
    id,
    name,
    timeZone,
    currency,
    livemode,
    location: { lat: row.lat, lng: row.lng },
    clock: { rate: row.clockRate, offsetMs: Number(row.clockOffsetMs) },
    travel: { speedMps: row.speedMps, detourFactor: row.detourFactor },
    policyVersion,
    createdAt,
  };
}
