import pino from 'pino';
import type { PushPort } from '../../domain/ports';
import { pushRoute } from './push';

const address = { endpoint: 'https://push.example.org/1', p256dh: 'key', auth: 'secret' };

/** A route over a driver with one phone, whose push service answers like this. */
function route(answer: Awaited<ReturnType<PushPort['send']>>) {
  const sent: { payload: string; ttlS: number }[] = [];
  const forgotten: string[] = [];
  const shown: string[] = [];
  const subscriptions = {
    keep: async () => {},
    ofDriver: async () => [address],
    forget: async (endpoint: string) => void forgotten.push(endpoint),
    forgetAll: async () => {},
    markShown: async (_driver: string, offerId: string) => void shown.push(offerId),
  };
  const push: PushPort = {
    send: async (_address, payload, ttlS) => {
      sent.push({ payload, ttlS });
      return answer;
    },
  };
  const deliver = pushRoute(subscriptions, push, pino({ level: 'silent' }));
  const offer = (expiresInMs: number) =>
    deliver([
      {
        id: 1n,
        topic: 'push',
        key: 'driver',
        number: null,
        attempts: 1,
        ageS: 0,
        payload: { kind: 'offer', driverId: 'driver', offerId: 'offer', expiresAt: new Date(Date.now() + expiresInMs) },
      },
    ]);
  return { offer, sent, forgotten, shown };
}

test('an offer that a push service took counts as shown, and is worth nothing after its end', async () => {
  const { offer, sent, shown } = route('taken');
  await offer(30_000);
  expect(shown).toEqual(['offer']);
  expect(sent[0]?.ttlS).toBeLessThanOrEqual(30);
  expect(JSON.parse(sent[0]?.payload ?? '')).toMatchObject({ kind: 'offer', offer_id: 'offer' });
});

test('an offer that nobody took does not count as shown, and an address that is gone is forgotten', async () => {
  const failed = route('failed');
  await failed.offer(30_000);
  expect([failed.shown, failed.forgotten]).toEqual([[], []]);
  const gone = route('gone');
  await gone.offer(30_000);
  expect([gone.shown, gone.forgotten]).toEqual([[], [address.endpoint]]);
});

test('an offer that has run out on the way is not pushed any more', async () => {
  const { offer, sent } = route('taken');
  await offer(-1000);
  expect(sent).toEqual([]);
});
