import { aBoard, aDriver, anOrder } from '../live/board.test-support';
import { hitsOf } from './search-hits';

const board = aBoard({
  orders: [
    anOrder({ id: 'order-1', driver: { id: 'driver-1', name: 'Marta Silva' } }),
    anOrder({ id: 'order-2', externalId: 'marta-77' }),
  ],
  drivers: [aDriver({ id: 'driver-1', name: 'Marta Silva' })],
});
const found = (query: string): string[] => hitsOf(board, query).map(({ key }) => key);

it('puts what is called so before what only has to do with it', () => {
  expect(found('marta')).toEqual(['order-2', 'driver-1', 'order-1']);
  expect(found('Marta S')).toEqual(['driver-1', 'order-1']);
});

it('finds nothing by nothing, merchants by name, and offers to look an unknown ID up', () => {
  expect(found('  ')).toEqual([]);
  expect(hitsOf(board, 'padaria')[0]).toMatchObject({ kind: 'Merchant', search: { merchant: 'merchant-1' } });
  expect(hitsOf(board, '0198f1aa-0000-7000-8000-00000000abcd')).toMatchObject([{ title: 'ABCD', path: '/' }]);
});
