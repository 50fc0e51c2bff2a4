/** What can be asked about a zone that exists. `close`: it takes no orders. `pause`: nobody is asked for its orders. */
export type ZoneQuestion = 'close' | 'open' | 'pause' | 'resume' | 'remove';

export const QUESTIONS: Record<ZoneQuestion, { title: string; effect: string; submit: string }> = {
  close: {
    title: 'Take no orders in',
    effect: 'No order is placed from or to it until it is opened again; merchants are told why. Open orders go on.',
    submit: 'Close the zone',
  },
  open: { title: 'Take orders again in', effect: 'Orders are taken again at once.', submit: 'Open the zone' },
  pause: {
    title: 'Ask no drivers in',
    effect: 'Orders are taken and wait: no driver is asked for them until then. Orders that have a driver go on.',
    submit: 'Ask nobody',
  },
  resume: {
    title: 'Ask drivers again in',
    effect: 'Its orders look for drivers again at once.',
    submit: 'Ask again',
  },
  remove: {
    title: 'Remove',
    effect: 'New orders belong to whatever lies below it. Its orders and its history keep its name.',
    submit: 'Remove the zone',
  },
};
