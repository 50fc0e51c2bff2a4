import { csvOf } from './csv';

test('commas, quotes and line ends stay in their field', () => {
  expect(
    csvOf(
      ['a', 'b'],
      [
        ['x, "y"', 1.5],
        ['two\nlines', null],
      ],
    ),
  ).toBe('a,b\r\n"x, ""y""",1.5\r\n"two\nlines",\r\n');
});

test('no field becomes a formula of whoever opens the file', () => {
  expect(csvOf(['a'], [['=1+1'], ['-2'], [-2]])).toBe("a\r\n'=1+1\r\n'-2\r\n-2\r\n");
});
