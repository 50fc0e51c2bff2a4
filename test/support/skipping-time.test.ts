import { skippingTests, TimeStandsStill } from './skipping-time';

let started = 0;
let closed = 0;
const start = async () => {
  started += 1;
  return {
    number: started,
    async close() {
      closed += 1;
    },
  };
};
let bench: { number: number };
const skipping = skippingTests({ start, use: (next) => (bench = next) });

let tries = 0;
skipping('a test in which time stands still runs again on a new server', async () => {
  tries += 1;
  if (tries === 1) throw new TimeStandsStill('no time was skipped');
  expect({ tries, number: bench.number, closed }).toEqual({ tries: 2, number: 2, closed: 1 });
});

skipping('the next one goes on with that server', async () => {
  expect(bench.number).toBe(2);
});
