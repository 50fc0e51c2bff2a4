import type { BoardDriverRecord } from '../db/read-models/board';
import type { DriverStamp, OrderStamp } from '../db/read-models/board-stamps';
import type { OrderRecord } from '../db/read-models/rows';
import { createBoardCopies } from './board-copy';

/** A database of which only counts what was asked. */
function town() {
  const there = { orders: [] as OrderStamp[], drivers: [] as DriverStamp[], ended: new Set<string>() };
  const asked = { stamps: 0, orders: [] as string[][], drivers: [] as string[][] };
  const order = (id: string) =>
    ({ order: { id, driver_id: 'd1', ended_at: there.ended.has(id) ? 'then' : null }, position: null }) as OrderRecord;
  const driver = (id: string) => ({ driver: { id }, position: null }) as BoardDriverRecord;
  const copies = createBoardCopies({
    stamps: {
      orders: async () => {
        asked.stamps += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return { stamps: [...there.orders], all: null };
      },
      crew: async () => ({ availability: { available: 1 }, busy: 0, onBoard: [...there.drivers] }),
    },
    board: {
      ordersById: async (ids) => (asked.orders.push(ids), ids.map(order)),
      driversById: async (ids) => (asked.drivers.push(ids), ids.map(driver)),
    },
  });
  const idsOf = async () => (await copies('m')).orders.map((row) => row.order.id);
  return { there, asked, copies, idsOf };
}

it('reads what has changed since, and nothing else', async () => {
  const { there, asked, idsOf } = town();
  there.orders = [
    ['a', '1'],
    ['b', '1'],
  ];
  expect(await idsOf()).toEqual(['a', 'b']);
  there.orders = [
    ['a', '2'],
    ['b', '1'],
    ['c', '1'],
  ];
  expect(await idsOf()).toEqual(['a', 'b', 'c']);
  expect(await idsOf()).toEqual(['a', 'b', 'c']);
  expect(asked.orders).toEqual([
    ['a', 'b'],
    ['a', 'c'],
  ]);
});

it('lets go of what is not open any more, also when it ended while it was being read', async () => {
  const { there, idsOf } = town();
  there.orders = [
    ['a', '1'],
    ['b', '1'],
  ];
  there.ended.add('b');
  expect(await idsOf()).toEqual(['a']);
  there.orders = [];
  expect(await idsOf()).toEqual([]);
});

it('knows where drivers are without reading them again, and so does the board of their orders', async () => {
  const { there, asked, copies } = town();
  const position = (lat: number) => ({ lat, lng: 0 }) as NonNullable<DriverStamp[2]>;
  there.orders = [['a', '1']];
  there.drivers = [['d1', '1', position(1)]];
  await copies('m');
  there.drivers = [['d1', '1', position(2)]];
  const { orders, drivers } = await copies('m');
  expect([orders[0]!.position?.lat, drivers[0]!.position?.lat, asked.drivers.length]).toEqual([2, 2, 1]);
});

it('whoever asks while another is answered shares the next reading, which has what he has done', async () => {
  const { there, asked, idsOf } = town();
  const first = idsOf();
  there.orders = [['mine', '1']];
  const others = [idsOf(), idsOf(), idsOf()];
  await first;
  expect(await Promise.all(others)).toEqual([['mine'], ['mine'], ['mine']]);
  expect(asked.stamps).toBe(2);
});

it('a market of which nothing could be read is read at the next question', async () => {
  const { there, copies } = town();
  const fails = createBoardCopies({
    stamps: { orders: () => Promise.reject(new Error('away')), crew: () => Promise.reject(new Error('away')) },
    board: { ordersById: async () => [], driversById: async () => [] },
  });
  await expect(fails('m')).rejects.toThrow('away');
  await expect(fails('m')).rejects.toThrow('away');
  there.orders = [['a', '1']];
  expect((await copies('m')).orders).toHaveLength(1);
});
