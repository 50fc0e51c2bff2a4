import { wordQuery } from './word-query';

test('each word stands for the beginning of one', () => {
  expect(wordQuery('Traffic jam')).toEqual({ all: "'traffic':* & 'jam':*", rarest: "'traffic':*" });
});

test('what a hyphen follows is whole, and the part with digits is what the index is asked for', () => {
  expect(wordQuery('ORD-4711')).toEqual({ all: "'ord' & '4711':*", rarest: "'4711':*" });
});

test('nothing of a query language gets through, single letters alone say nothing', () => {
  expect(wordQuery("it's & !(odd | :*")).toEqual({ all: "'it':* & 'odd':*", rarest: "'odd':*" });
  expect([wordQuery('&|!'), wordQuery("'"), wordQuery('a b')]).toEqual([null, null, null]);
});

test('of very many words the first count', () => {
  expect(wordQuery('aa '.repeat(50))?.all.split('&')).toHaveLength(8);
});
