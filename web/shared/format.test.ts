import { age, clockFormat, count, distance, duration, money, shortId, shortName, slack, slackInWords } from './format';

const MINUTE = 60_000;

test('a countdown shows minutes and seconds, and hours only from an hour', () => {
  expect([0, 21_900, 680_000, 72 * MINUTE].map(duration)).toEqual(['0:00', '0:21', '11:20', '1 h 12']);
});

test('a countdown never goes below zero', () => {
  expect(duration(-5000)).toBe('0:00');
});

test('an age has one unit', () => {
  expect([4200, 12.9 * MINUTE, 200 * MINUTE, 3000 * MINUTE].map(age)).toEqual(['4 s', '12 min', '3 h', '2 d']);
});

test('being late is told by a sign and rounded to the worse minute', () => {
  expect([slack(-8.2 * MINUTE), slack(4.9 * MINUTE), slack(0)]).toEqual(['+9', '4', '0']);
  expect([slackInWords(-8.2 * MINUTE), slackInWords(4.9 * MINUTE)]).toEqual(['9 min late', '4 min left']);
});

test('thousands are set apart from ten thousand', () => {
  expect([9999, 10_000, 1_234_567].map(count)).toEqual(['9999', '10\u2009000', '1\u2009234\u2009567']);
});

test('a distance goes in steps of 50 m and never reads 1000 m', () => {
  expect([0, 930, 980, 2345].map(distance)).toEqual(['0 m', '950 m', '1.0 km', '2.3 km']);
});

test('money comes from minor units of its currency, with a real minus', () => {
  expect(money(740, 'EUR', 'en')).toBe('€7.40');
  expect(money(740, 'JPY', 'en')).toBe('¥740');
  expect(money(-250, 'EUR', 'en')).toBe('−€2.50');
});

test('times are those of the market, wherever the reader is', () => {
  const at = Date.UTC(2026, 10, 22, 19, 43, 8);
  expect(clockFormat('Asia/Tokyo', 'en-GB').precise(at)).toBe('04:43:08');
  expect(clockFormat('Europe/Lisbon', 'en-GB').time(at)).toBe('19:43');
});

test('an ID is told by its end', () => {
  expect(shortId('0197a2c4-0000-7000-8000-00000000f69f')).toBe('F69F');
});

test('a driver is called by the first name, and by what tells two apart', () => {
  expect(['Marta Ruivo Silva', 'Edson', 'Driver c261'].map(shortName)).toEqual(['Marta S.', 'Edson', 'Driver c261']);
});
