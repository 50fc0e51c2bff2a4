import { csvLine } from './csv';

it.each([
  ['=1+1', "'=1+1"],
  ['+351 911', "'+351 911"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-2+3', "'-2+3"],
  ['-2.5', '-2.5'],
  [-3, '-3'],
  ['a "b", c', '"a ""b"", c"'],
  ['two\nlines', '"two\nlines"'],
  [{ a: 1 }, '"{""a"":1}"'],
  [null, ''],
])('%p is the cell %s', (value, cell) => {
  expect(csvLine([value, 'x'])).toBe(`${cell},x\r\n`);
});
