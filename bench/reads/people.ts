import type { Database } from '../../db/client';
import { createTransitions } from '../../db/transitions';
import { DEFAULT_POLICY } from '../../domain/policy/policy';
import type { Past } from './history';
import { newOrder } from './order-lives';

const MARKET_ID = 'reads';

/** A market with merchants, drivers on shift and open orders. */
export async function peopleOf(database: Database, open: number): Promise<Past> {
  const { prisma, pool } = database;
  const marketId = MARKET_ID;
  if (await prisma.market.findUnique({ where: { id: marketId } })) return pastOf(database);
  const policies = { create: { version: 1, body: DEFAULT_POLICY as object, createdBy: 'bench' } };
  const place = { timeZone: 'UTC', currency: 'EUR', lat: 38.72, lng: -9.14, speedMps: 5, livemode: false };
  await prisma.market.create({
    data: { id: marketId, name: 'Reads', ...place, policies, fence: { create: {} }, wake: { create: {} } },
  });
  await prisma.merchant.createMany({ data: numbered(200, (n) => ({ marketId, name: `Merchant ${n}` })) });
  await prisma.driver.createMany({ data: numbered(500, (n) => ({ marketId, name: `Driver ${n}` })) });
  await pool.query(`INSERT INTO driver_position (driver_id, lat, lng, recorded_at) SELECT id, lat, lng, now() FROM
    (SELECT d.id, 38.72 + random() / 20 AS lat, -9.14 + random() / 20 AS lng FROM driver d) AS p`);
  const transitions = createTransitions(prisma);
  const drivers = await prisma.driver.findMany({ select: { id: true } });
  for (const { id } of drivers) await transitions.setAvailability(id, 'available', null, { type: 'driver', id });
  const past = await pastOf(database);
  for (let n = 0; n < open; n += 1) await transitions.placeOrder(newOrder(past, n), { type: 'system', id: 'bench' });
  return past;
}

const numbered = <Item>(count: number, make: (n: number) => Item): Item[] =>
  Array.from({ length: count }, (_, n) => make(n));

async function pastOf({ prisma }: Database): Promise<Past> {
  const select = { id: true };
  const [merchants, drivers] = await Promise.all([
    prisma.merchant.findMany({ select }),
    prisma.driver.findMany({ select }),
  ]);
  return { marketId: MARKET_ID, merchantIds: merchants.map(({ id }) => id), driverIds: drivers.map(({ id }) => id) };
}
