import type { Tracking } from './wire';
import { arrivalWindow, delay, ending, minutesLeft, sentence } from './words';

const at = (time: string): string => `2026-11-22T${time}Z`;
const tracking = (changes: Partial<Tracking> = {}, status = 'picked_up'): Tracking => ({
  order: {
    number: '7QKM',
    merchant: 'Padaria Sol',
    status,
    version: 1,
    dropoff: { address: '', location: { lat: 0, lng: 0 }, notes: null },
  },
  steps: [],
  eta: { low: at('20:01:10'), median: at('20:04:00'), high: at('20:07:30'), promise: { promised_at: at('19:55:00') } },
  delay_min: null,
  driver: { first_name: 'Marta', vehicle: 'bicycle' },
  position: null,
  stops_before: 0,
  rating: null,
  time_zone: 'UTC',
  server_time: at('19:50:00'),
  ...changes,
});
const minutesOf = (window: string | null): string[] => window?.match(/:\d\d/g) ?? [];

test('the window is widened outwards to even minutes', () => {
  expect(minutesOf(arrivalWindow(tracking()))).toEqual([':00', ':08']);
  expect(arrivalWindow(tracking({ eta: null }))).toBeNull();
});

test('minutes are told while the window lasts, and not after', () => {
  expect(minutesLeft(tracking(), Date.parse(at('19:50:00')))).toBe('in about 14 minutes');
  expect(minutesLeft(tracking(), Date.parse(at('20:05:00')))).toBe('any moment now');
  expect(minutesLeft(tracking(), Date.parse(at('20:08:00')))).toBeNull();
});

test('a delay is told only when there is one, with the time that was promised', () => {
  expect(delay(tracking())).toBeNull();
  const told = delay(tracking({ delay_min: 9 }));
  expect(told?.how).toBe('9 minutes later than we said');
  expect(told?.since).toContain(':55');
});

test('the sentence names who brings it, and the stops before', () => {
  expect(sentence(tracking())).toBe('Marta is bringing your order');
  expect(sentence(tracking({ stops_before: 1 }))).toBe('Marta has 1 stop before yours');
  expect(sentence(tracking({ driver: null }, 'unassigned'))).toBe('Padaria Sol is preparing your order');
});

test('whoever gets nothing is told what happens now', () => {
  expect(ending(tracking({}, 'cancelled'))).toContain('money');
  expect(ending(tracking({}, 'undeliverable'))).toContain('Padaria Sol');
  expect(ending(tracking())).toBeNull();
});
