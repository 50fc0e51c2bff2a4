import type { Market } from '../db/markets';
import { eventually } from '../test/support/eventually';
import { createBoardMoments } from './board-moments';

const market = { id: 'm' } as Market;
let readings = 0;
const read = async (): Promise<number> => (readings += 1);
beforeEach(() => {
  readings = 0;
});

it('whoever looks shares a moment that is young enough, and it is renewed while somebody looks', async () => {
  const moments = createBoardMoments(read, 60_000);
  expect([await moments.of(market), await moments.of(market), await moments.of(market)]).toEqual([1, 1, 1]);
  await eventually(async () => expect(await moments.of(market)).toBeGreaterThan(2));
  moments.stop();
});

it('after an operator has acted the next look is a reading of its own', async () => {
  const moments = createBoardMoments(read, 60_000);
  await moments.of(market);
  moments.acted();
  expect(await moments.of(market)).toBeGreaterThan(1);
  moments.stop();
});

it('a moment that is too old is not shown, nor any when none may be kept', async () => {
  const old = createBoardMoments(read, 1);
  await old.of(market);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await old.of(market)).toBeGreaterThan(1);
  old.stop();
  readings = 0;
  const none = createBoardMoments(read, 0);
  expect([await none.of(market), await none.of(market)]).toEqual([1, 2]);
});

it('what cannot be read is told to who asks, and tried again', async () => {
  let isAway = true;
  const moments = createBoardMoments(() => (isAway ? Promise.reject(new Error('away')) : read()), 60_000);
  await expect(moments.of(market)).rejects.toThrow('away');
  isAway = false;
  expect(await moments.of(market)).toBe(1);
  moments.stop();
});
