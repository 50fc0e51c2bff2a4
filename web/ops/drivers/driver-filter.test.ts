import { aDriver, NOW } from '../live/board.test-support';
import { arrangeDrivers, isIn } from './driver-filter';

const SILENT = NOW + 5 * 60_000;

test('a silent driver with goods comes first, then who is paused; the rest by what they do and by name', () => {
  const drivers = [
    aDriver({ id: 'free', name: 'Ana' }),
    aDriver({ id: 'paused', name: 'Bea', availability: 'paused', position: null }),
    aDriver({ id: 'silent', name: 'Caio', hasStops: true }),
    aDriver({ id: 'break', name: 'Dora', availability: 'on_break' }),
  ];
  const ids = arrangeDrivers(drivers, { state: null, query: '' }, SILENT).map(({ id }) => id);
  expect(ids).toEqual(['silent', 'paused', 'free', 'break']);
});

test('who is on a break owes nobody a position', () => {
  expect(isIn('silent', aDriver({ availability: 'on_break' }), SILENT)).toBe(false);
  expect(isIn('silent', aDriver(), SILENT)).toBe(true);
  expect(isIn('silent', aDriver(), NOW)).toBe(false);
});

test('a driver who is being asked is not counted as free', () => {
  expect(isIn('free', aDriver({ isAsked: true }), NOW)).toBe(false);
  expect(isIn('free', aDriver(), NOW)).toBe(true);
});

test('a search leaves those whose name has it', () => {
  const drivers = [aDriver({ id: 'a', name: 'Marta Silva' }), aDriver({ id: 'b', name: 'Rui' })];
  expect(arrangeDrivers(drivers, { state: null, query: 'SIL' }, NOW).map(({ id }) => id)).toEqual(['a']);
});
