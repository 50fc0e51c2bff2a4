import { byNeed } from './read-models/board-need';
import { createBoardReads } from './read-models/board';
import { createBoardStamps } from './read-models/board-stamps';
import { useTrouble } from './trouble.test-support';

const town = useTrouble();

const MINUTE_MS = 60_000;
const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE_MS);
const stampsOf = (max: number) => createBoardStamps(town.database.pool).orders(town.market.id, max);

/** An order as it came to be, without the way there. */
async function place(columns: { status?: string; rung?: number; promised: number; waited?: number }): Promise<string> {
  const id = await town.place({ pool_at: inMinutes(-(columns.waited ?? 0)), promised_at: inMinutes(columns.promised) });
  const { status = 'unassigned', rung = 0 } = columns;
  await town.prisma
    .$executeRaw`UPDATE orders SET status = ${status}, escalation_rung = ${rung}, version = version + 1 WHERE id = ${id}::uuid`;
  return id;
}

test('a board that cannot have all open orders has those that need someone: escalated, late, longest without a driver', async () => {
  // The ones that nobody has to look at come first, so that an arbitrary part would be of them.
  const calm = [];
  for (const promised of [20, 10, 30]) calm.push(await place({ status: 'scheduled', promised }));
  const fresh = await place({ promised: 5, waited: 1 });
  const waiting = await place({ promised: 60, waited: 40 });
  const asked = await place({ status: 'offered', promised: 50, waited: 12 });
  const late = await place({ status: 'scheduled', promised: -3 });
  const escalated = await place({ status: 'scheduled', rung: 1, promised: 45 });
  const ended = await place({ rung: 2, promised: -90 });
  await town.prisma.order.update({
    where: { id: ended },
    data: { status: 'cancelled', endedAt: new Date(), version: { increment: 1 } },
  });

  const byNeedOfAll = [escalated, late, waiting, asked, fresh, calm[1]!, calm[0]!, calm[2]!];
  for (let max = 1; max < byNeedOfAll.length; max += 1) {
    const { stamps, all } = await stampsOf(max);
    expect([max, new Set(stamps.map(([id]) => id))]).toEqual([max, new Set(byNeedOfAll.slice(0, max))]);
    expect(all).toEqual({
      total: 8,
      byStatus: { scheduled: 5, unassigned: 2, offered: 1 },
      escalated: 1,
      late: 1,
    });
  }
  const whole = await stampsOf(byNeedOfAll.length);
  expect([whole.stamps.length, whole.all]).toEqual([byNeedOfAll.length, null]);

  // What is read is put in order by the same need.
  const rows = await createBoardReads(town.database.pool).ordersById(whole.stamps.map(([id]) => id));
  expect(byNeed(rows, ({ order }) => order, Date.now()).map(({ order }) => order.id)).toEqual(byNeedOfAll);
});

test('an order that comes to need someone takes the place of one that does not, and has the same stamp either way', async () => {
  const calm = await place({ status: 'scheduled', promised: 10 });
  const later = await place({ status: 'scheduled', promised: 20 });
  expect((await stampsOf(1)).stamps.map(([id]) => id)).toEqual([calm]);
  await town.prisma.order.update({ where: { id: later }, data: { escalationRung: 2 } });
  const { stamps } = await stampsOf(1);
  expect(stamps.map(([id]) => id)).toEqual([later]);
  expect((await stampsOf(2)).stamps).toContainEqual(stamps[0]);
});
