import { ORDER_STATUSES as SERVED } from '../../contracts/http/values';
import { isCarried as carries, isEnded } from '../../domain/lifecycle/statuses';
import { isCarried, lookOf, ORDER_STATUSES, STATUSES } from './statuses';

test('every status that the API can send has a look, and none is invented', () => {
  expect([...ORDER_STATUSES].sort()).toEqual([...SERVED].sort());
});

test('the page agrees with the lifecycle on what has ended and what is carried', () => {
  for (const status of SERVED) {
    expect([status, STATUSES[status].ended, isCarried(status)]).toEqual([status, isEnded(status), carries(status)]);
  }
});

test('no two statuses share a shape', () => {
  const glyphs = ORDER_STATUSES.map((status) => STATUSES[status].glyph);
  expect(new Set(glyphs).size).toBe(glyphs.length);
});

test('a status of a newer server is named and claims nothing', () => {
  expect(lookOf('held_for_kitchen')).toMatchObject({ family: 'idle', label: 'Held for kitchen', ended: false });
});
