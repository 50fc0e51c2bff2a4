import { embeddedTravel } from './embedded';
import { travelOverLegs, type Pair, type RoadLeg } from './known-legs';
import { pairKey } from './place-key';

const embedded = embeddedTravel({ speedMps: 5, detourFactor: 1 });
const place = (i: number) => ({ lat: 38.7 + i / 100, lng: -9.1 });
const pairs: Pair[] = Array.from({ length: 6 }, (_, i) => [place(i), place(i + 1)]);
/** On these streets everything takes twice as long and is half as long again. */
const known = new Map<string, RoadLeg>(
  pairs.map(([from, to]) => [
    pairKey(from, to),
    { seconds: 2 * embedded.seconds(from, to), meters: 1.5 * embedded.meters(from, to) },
  ]),
);

test('what the engine has said stands', () => {
  const travel = travelOverLegs(new Map([[pairKey(place(0), place(3)), { seconds: 7, meters: 11 }]]), [], embedded);
  expect([travel.seconds(place(0), place(3)), travel.meters(place(0), place(3))]).toEqual([7, 11]);
  expect(travel.seconds(place(3), place(0))).toBe(embedded.seconds(place(3), place(0)));
});

test('what it has not said is scaled to what it has, so that the unknown does not look near', () => {
  const travel = travelOverLegs(known, pairs, embedded);
  expect(travel.seconds(place(0), place(5))).toBeCloseTo(2 * embedded.seconds(place(0), place(5)));
  expect(travel.meters(place(0), place(5))).toBeCloseTo(1.5 * embedded.meters(place(0), place(5)));
});

test('places within ten metres are one place', () => {
  const near = { lat: place(0).lat + 0.00001, lng: place(0).lng };
  expect(travelOverLegs(known, pairs, embedded).seconds(near, place(1))).toBe(
    known.get(pairKey(...pairs[0]!))!.seconds,
  );
});

test('without a word of the engine the embedded model speaks', () => {
  expect(travelOverLegs(new Map(), pairs, embedded)).toBe(embedded);
});
