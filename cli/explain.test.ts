import { tell } from './explain';

type Story = Parameters<typeof tell>[0];

const event = (occurredAt: string, type: string, statusTo: string) => ({
  occurred_at: occurredAt,
  type,
  status_to: statusTo,
});

describe('outrider explain', () => {
  it('tells what happened, what comes next and why each driver was asked', () => {
    const story = {
      order: {
        id: 'order-1',
        status: 'offered',
        next: { waits_for: "the driver's answer", otherwise: 'the offer expires' },
      },
      events: [
        event('2026-11-22T19:43:00.000Z', 'order.placed', 'unassigned'),
        event('2026-11-22T19:43:08.000Z', 'offer.sent', 'offered'),
      ],
      decisions: [{ decided_at: '2026-11-22T19:43:05.000Z', sentences: ['Marta was the best of 3 drivers.'] }],
    } as unknown as Story;
    expect(tell(story).split('\n')).toEqual([
      "order-1: offered, waits for the driver's answer; otherwise the offer expires.",
      '',
      '19:43:00  order.placed            unassigned',
      '19:43:08  offer.sent              offered',
      '',
      '19:43:05  Why?',
      '          Marta was the best of 3 drivers.',
    ]);
  });
});
