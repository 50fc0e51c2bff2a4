import { outcomeOf, unsent } from './outcome';
import type { DueMessage } from './ports';
import { quietForMs } from './quiet-hours';
import { wayOf, type Surroundings } from './way';

const NOW = Date.parse('2030-05-01T21:30:00Z');
const around: Surroundings = { channels: ['sms', 'email', 'push', 'webhook'], notifiesTestMarkets: false, nowMs: NOW };

const due = (changes: Partial<DueMessage> = {}): DueMessage => ({
  id: 'message',
  orderId: 'order',
  moment: 'on_the_way',
  facts: {},
  channel: null,
  attempts: 1,
  triedChannels: [],
  reason: null,
  createdAt: new Date(NOW).toISOString(),
  status: 'picked_up',
  merchantName: 'Tasca',
  driverName: 'Marta Silva',
  promisedAt: new Date(NOW).toISOString(),
  eta: null,
  phone: '+351 911 222 333',
  email: 'ana@example.org',
  language: null,
  wishes: null,
  pushes: [],
  isRequested: false,
  livemode: true,
  timeZone: 'Europe/Lisbon',
  policy: null,
  ...changes,
});

const night = { quietFrom: '22:00', quietUntil: '07:30' };

test.each<[string, Partial<DueMessage>, object]>([
  ['a phone is there', {}, { step: 'send', channel: 'sms' }],
  ['no phone is there', { phone: null }, { step: 'send', channel: 'email' }],
  [
    'the browser asked for it',
    { pushes: [{ endpoint: 'x', p256dh: 'x', auth: 'x' }] },
    { step: 'send', channel: 'push' },
  ],
  ['SMS has been given up', { triedChannels: ['sms'] }, { step: 'send', channel: 'email' }],
  ['all has been given up', { triedChannels: ['sms', 'email'], reason: 'no' }, { status: 'failed', reason: 'no' }],
  ['the order wants another way', { wishes: { channels: ['email'] } }, { step: 'send', channel: 'email' }],
  ['the order wants none of it', { wishes: { moments: ['delivered'] } }, { status: 'skipped' }],
  ['the market does not tell it', { policy: { moments: [] } }, { status: 'skipped' }],
  ["the merchant's app tells it", { policy: { channels: ['webhook'] }, isRequested: true }, { channel: 'webhook' }],
  ['nobody can be reached', { phone: null, email: null }, { status: 'skipped' }],
  ['it is a test market', { livemode: false }, { status: 'skipped', reason: 'test market: nobody is told' }],
  ['the order has been delivered meanwhile', { status: 'delivered' }, { status: 'overtaken' }],
  ['phones must not ring', { policy: night }, { status: 'skipped', reason: 'quiet hours' }],
  ['phones must not ring, and a mail can lie there', { policy: night, phone: null }, { channel: 'email' }],
  [
    'phones must not ring, and it is worth knowing in the morning',
    { policy: night, moment: 'delivered', status: 'delivered' },
    { step: 'wait', ms: 9 * 3_600_000, reason: 'quiet hours' },
  ],
  [
    'the first arrival time is still to come',
    { moment: 'confirmed', status: 'unassigned' },
    { step: 'wait', ms: 2_000 },
  ],
  [
    'no arrival time has come',
    { moment: 'confirmed', status: 'unassigned', createdAt: new Date(NOW - 30_000).toISOString() },
    { step: 'send' },
  ],
])('when %s', (_when, changes, way) => {
  expect(wayOf(due(changes), around)).toMatchObject(way);
});

test('without any gateway nothing is sent, and the reason says so', () => {
  expect(wayOf(due(), { ...around, channels: ['webhook'] })).toMatchObject({ reason: 'no channel is configured' });
  expect(wayOf(due({ livemode: false }), { ...around, notifiesTestMarkets: true })).toMatchObject({ step: 'send' });
});

test('quiet hours are those of the market, also over midnight', () => {
  const at = (utc: string, hours = night) =>
    quietForMs(hours, 'Europe/Lisbon', Date.parse(`2030-05-01T${utc}Z`)) / 60_000;
  // Lisbon is an hour ahead of UTC in May.
  expect(['20:59', '21:00', '23:30', '06:29', '06:30', '12:00'].map((utc) => at(`${utc}:00`))).toEqual([
    0, 570, 420, 1, 0, 0,
  ]);
  expect(at('12:00:00', { quietFrom: '13:00', quietUntil: '13:00' })).toBe(0);
});

test('what was not tried does not count as a try', () => {
  const waits = unsent(due({ attempts: 1 }), { step: 'wait', ms: 5, reason: 'quiet hours' });
  expect(waits).toMatchObject({ status: 'waiting', attempts: 0, waitMs: 5 });
});

test('a channel that fails is tried again ever later, then the next one gets its turn; one that refuses is left at once', () => {
  const sent = { sentTo: '…333', language: 'en', text: 'text', channel: 'sms' as const };
  const failed = { ...sent, handed: { outcome: 'failed' as const, reason: '503' } };
  const waits = [1, 2, 3].map((attempts) => outcomeOf(due({ channel: 'sms', attempts }), failed, [1, 2]));
  expect(waits.map(({ waitMs, triedChannels }) => [waitMs, triedChannels])).toEqual([
    [1, []],
    [2, []],
    [0, ['sms']],
  ]);
  const refused = { ...sent, handed: { outcome: 'refused' as const, reason: '400' } };
  expect(outcomeOf(due(), refused)).toMatchObject({ status: 'waiting', waitMs: 0, triedChannels: ['sms'] });
  expect(outcomeOf(due({ channel: 'sms', attempts: 4 }), { ...failed, channel: 'email' })).toMatchObject({
    attempts: 1,
  });
  expect(outcomeOf(due(), { ...sent, handed: { outcome: 'taken' } })).toMatchObject({ status: 'sent', sentTo: '…333' });
});
