import type { Rescue } from '../live/wire';
import { rescueWords } from './rescue-words';

const time = (): string => '19:46';
const words = (rescue: Partial<Rescue>): string => {
  const about = { order_id: '1', external_id: 'A-17', driver: null, arrives_at: null, step: 'finding_driver' as const };
  const { title, text } = rescueWords({ ...about, ...rescue }, time);
  return `${title}. ${text}`;
};
const driver = { first_name: 'Bruno', vehicle: 'car' };

test('every step of a rescue says who does what next', () => {
  expect(words({})).toBe('Another driver is looked for, for order A-17. Stay with the goods. You read here who comes.');
  expect(words({ step: 'on_the_way', driver, arrives_at: '2026-05-04T18:46:00Z' })).toBe(
    'Bruno, by car, comes for order A-17, about 19:46. Stay with the goods, and hand them to nobody else.',
  );
  expect(words({ step: 'on_the_way', driver })).toMatch(/^Bruno, by car, comes for order A-17\. /);
  expect(words({ step: 'arrived', driver })).toMatch(/^Bruno, by car, is there for order A-17\. /);
  expect(words({ step: 'handed_over' })).toBe('You have handed over order A-17. Nothing is left to do for it.');
});
