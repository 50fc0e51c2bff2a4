import type { MarketWords } from '../live/use-market';
import type { Rescue } from '../live/wire';

/** What a driver whose goods another one collects reads: who comes, when, and what to do meanwhile. */
export function rescueWords(
  { step, external_id: order, driver, arrives_at }: Rescue,
  time: MarketWords['time'],
): { title: string; text: string } {
  const who = driver ? `${driver.first_name}, by ${driver.vehicle},` : 'Another driver';
  switch (step) {
    case 'finding_driver':
      return {
        title: `Another driver is looked for, for order ${order}`,
        text: 'Stay with the goods. You read here who comes.',
      };
    case 'on_the_way':
      return {
        title: `${who} comes for order ${order}${arrives_at ? `, about ${time(arrives_at)}` : ''}`,
        text: 'Stay with the goods, and hand them to nobody else.',
      };
    case 'arrived':
      return {
        title: `${who} is there for order ${order}`,
        text: 'Compare the number on the bag, then hand it over.',
      };
    case 'handed_over':
      return { title: `You have handed over order ${order}`, text: 'Nothing is left to do for it.' };
  }
}
