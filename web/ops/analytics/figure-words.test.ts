import { changeInWords, percent, show } from './figure-words';

test('a share has decimals only while it is small', () => {
  expect([0, 0.034, 0.1, 0.683, 1].map(percent)).toEqual(['0 %', '3.4 %', '10 %', '68 %', '100 %']);
});

test('a figure reads by its unit, and a missing one is no zero', () => {
  expect([show(41, 'seconds'), show(0.5, 'share'), show(4.26, 'stars'), show(12, 'count')]).toEqual([
    '0:41',
    '50 %',
    '4.3',
    '12',
  ]);
  expect([show(null, 'share'), show(undefined, undefined)]).toEqual(['–', '–']);
});

test('a change is told without a judgement', () => {
  expect(changeInWords({ value: 0.7, previous: 0.6 }, 'share')).toBe('Up from 60 % in the period before.');
  expect(changeInWords({ value: 30, previous: 41 }, 'seconds')).toBe('Down from 0:41 in the period before.');
  expect(changeInWords({ value: 0.601, previous: 0.6 }, 'share')).toBe('As in the period before (60 %).');
  expect(changeInWords({ value: 1, previous: null }, 'count')).toMatch('Nothing to compare');
});
