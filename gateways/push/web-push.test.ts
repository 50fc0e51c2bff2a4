import { createECDH, randomBytes } from 'node:crypto';
import { startReceiver } from '../../test/support/receiver';
import { createWebPush, noPush } from './web-push';

function keys(): { publicKey: string; privateKey: string } {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey('base64url') };
}

test('a push service that cannot be reached takes nothing, and the message may not throw', async () => {
  const push = createWebPush({ ...keys(), subject: 'mailto:ops@example.org' }, { allowsPrivate: true });
  const address = {
    endpoint: 'https://127.0.0.1:1/push',
    p256dh: keys().publicKey,
    auth: randomBytes(16).toString('base64url'),
  };
  await expect(push.send(address, '{"kind":"offer"}', 30)).resolves.toBe('failed');
  await expect(noPush.send(address, '{}', 30)).resolves.toBe('failed');
});

test('what a browser says is within our own network is not connected to', async () => {
  const inside = await startReceiver('trusted');
  const push = createWebPush({ ...keys(), subject: 'mailto:ops@example.org' }, { allowsPrivate: false });
  const address = { p256dh: keys().publicKey, auth: randomBytes(16).toString('base64url') };
  await expect(push.send({ ...address, endpoint: inside.url }, '{}', 30)).resolves.toBe('failed');
  await expect(push.send({ ...address, endpoint: 'https://169.254.169.254/' }, '{}', 30)).resolves.toBe('gone');
  expect(inside.connections()).toBe(0);
  await inside.close();
});
