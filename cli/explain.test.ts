import { tell } from './explain';

type Story = Parameters<typeof tell>[0];

describe('outrider explain', () => {
  it('tells what happened, what comes next, why each driver was asked and what the others would have cost', () => {
    const story = {
      order: {
        id: 'order-1',
        status: 'offered',
        next: { waits_for: "the driver's answer", otherwise: 'the offer expires' },
      },
      story: [
        { at: '2026-11-22T19:43:00.000Z', number: 1, type: 'order.placed', sentence: 'The merchant placed the order.' },
        { at: '2026-11-22T19:43:08.000Z', number: 3, type: 'offer.sent', sentence: 'Marta was asked.' },
      ],
      decisions: [
        {
          decided_at: '2026-11-22T19:43:05.000Z',
          sentences: ['Marta was the best of 3 drivers.'],
          candidates: [
            { driver: { name: 'Marta' }, cost: { to_pickup: 60, wait_at_pickup: 30.4, lateness: 0, total: 90.4 } },
            { driver: { name: 'Rui' }, cost: { to_pickup: 0, wait_at_pickup: 0, lateness: 0, total: 0 } },
          ],
        },
      ],
    } as unknown as Story;
    expect(tell(story).split('\n')).toEqual([
      "order-1: offered, waits for the driver's answer; otherwise the offer expires.",
      '',
      '19:43:00  The merchant placed the order.',
      '19:43:05  Why?',
      '          Marta was the best of 3 drivers.',
      '          1. Marta: 90 s = 60 to pickup + 30 wait at pickup',
      '          2. Rui: 0 s',
      '19:43:08  Marta was asked.',
    ]);
  });
});
