import { createProofStore } from '../db/proofs';
import { type Reply, useTestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, useTown } from './town.test-support';
import { asDriver, assigned } from './driver.test-support';

const api = useTestApi();
const town = useTown(api);

const PLACE = 'GPS 38.7223';
/** A picture with something in it that must not be kept; `look` tells pictures apart. */
const jpeg = (look = 'door'): Uint8Array =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, PLACE.length + 2]),
    Buffer.from(PLACE),
    Buffer.from([0xff, 0xda, 0, 2]),
    Buffer.from(look),
    Buffer.from([0xff, 0xd9]),
  ]);

/** A driver at the door of an order that demands this. */
async function atDoor(demand: string) {
  const { driver, orderId, stops } = await assigned(api, town, { proof: { dropoff: demand } });
  const [pickup, dropoff] = stops;
  await asDriver(api, driver).post(`/stops/${pickup!.id}/complete`);
  const stopId = dropoff!.id;
  return {
    driver,
    orderId,
    stopId,
    demanded: dropoff!.proof,
    complete: (proof?: object): Promise<Reply> =>
      api.call('POST', `/v1/driver/stops/${stopId}/complete`, { as: driver.token, body: proof ? { proof } : {} }),
    send: (picture: Uint8Array | string = jpeg(), { kind = 'photo', as = driver.token, type = 'image/jpeg' } = {}) =>
      api.call('PUT', `/v1/driver/stops/${stopId}/proof/${kind}`, {
        as,
        raw: picture,
        headers: { 'content-type': type },
      }),
  };
}
const proofOf = (orderId: string, as = town.merchant): Promise<Reply> =>
  api.call('GET', `/v1/orders/${orderId}/proof`, { as });
async function track(orderId: string): Promise<{ token: string; read: () => Promise<Reply> }> {
  const { body } = await api.call('POST', `/v1/orders/${orderId}/tracking_links`, { as: town.merchant, body: {} });
  return { token: body.token, read: () => api.call('GET', `/v1/tracking/${body.token}`) };
}

describe('an order that demands a photo', () => {
  it('is delivered once the photo is there, and its merchant sees it without what the camera wrote', async () => {
    const door = await atDoor('photo');
    expect(door.demanded).toBe('photo');
    const early = await door.complete({ note: 'left at the door' });
    expect([early.status, early.body.code, early.body.proof]).toEqual([409, 'proof_needed', { demanded: 'photo' }]);
    expect((await door.send()).status).toBe(204);
    expect((await door.send()).status).toBe(204);
    expect((await door.complete({ note: 'left at the door' })).body.order.status).toBe('delivered');

    const { body } = await proofOf(door.orderId);
    expect(body).toMatchObject({ demanded: 'photo', note: 'left at the door', signature: null });
    const picture = await api.call('GET', body.photo.url, { as: town.merchant });
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(String(picture.body)).toContain('door');
    expect(String(picture.body)).not.toContain('GPS');
    expect((await api.call('GET', `/v1/ops/orders/${door.orderId}/proof`, { as: town.ops })).body.photo.bytes).toBe(
      picture.body.length,
    );
  });

  it('keeps the picture that stood when it was delivered', async () => {
    const door = await atDoor('photo');
    await door.send(jpeg('first'));
    expect((await door.send(jpeg('better'))).status).toBe(204);
    await door.complete();
    const late = await door.send(jpeg('another'));
    expect([late.status, late.body.code]).toEqual([409, 'stop_closed']);
    expect((await door.send(jpeg('better'))).status).toBe(204);
    const { body } = await api.call('GET', `/v1/orders/${door.orderId}/proof/photo`, { as: town.merchant });
    expect(String(body)).toContain('better');
  });

  it('shows it to its customer once delivered, and to nobody else', async () => {
    const door = await atDoor('photo');
    await door.send();
    const link = await track(door.orderId);
    const other = await track(await placeOrder(api, town));
    const look = async (token: string) => (await api.call('GET', `/v1/tracking/${token}/proof/photo`)).status;
    expect(await look(link.token)).toBe(404);
    await door.complete();
    expect((await link.read()).body.proof).toEqual({ demanded: 'photo', pin: null, images: ['photo'] });
    expect([await look(link.token), await look(other.token), await look('trk_nothing')]).toEqual([200, 404, 404]);
    const foreign = await openTown(api);
    expect((await proofOf(door.orderId, foreign.merchant)).status).toBe(404);
    expect((await api.call('GET', `/v1/orders/${door.orderId}/proof/photo`, { as: foreign.merchant })).status).toBe(
      404,
    );
  });

  it('takes pictures only, of its own driver only, and not too big ones', async () => {
    const door = await atDoor('photo');
    const stranger = await addDriver(api, town);
    expect((await door.send(jpeg(), { as: stranger.token })).status).toBe(404);
    expect((await door.send('<svg onload="x">')).status).toBe(422);
    expect((await door.send(jpeg(), { type: 'image/svg+xml' })).status).toBe(415);
    expect((await door.send('{}', { type: 'application/json' })).status).toBe(415);
    expect((await door.send(jpeg('x'.repeat(2_100_000)))).status).toBe(413);
    expect((await door.send(jpeg(), { kind: 'selfie' })).status).toBe(422);
    expect((await proofOf(door.orderId)).body.photo).toBeNull();
  });
});

it('an order that demands a signature is not delivered with a photo', async () => {
  const door = await atDoor('signature');
  await door.send();
  expect((await door.complete({ signed_by: 'Ana' })).body.code).toBe('proof_needed');
  await door.send(jpeg('Ana'), { kind: 'signature' });
  expect((await door.complete({ signed_by: 'Ana' })).body.order.status).toBe('delivered');
  expect((await proofOf(door.orderId)).body).toMatchObject({
    signed_by: 'Ana',
    signature: { bytes: expect.any(Number) },
  });
});

describe('an order that demands a PIN', () => {
  const wrong = (pin: string): string => String((Number(pin) + 1) % 10_000).padStart(4, '0');

  it('tells it to its customer alone, and is delivered with it', async () => {
    const door = await atDoor('pin');
    const link = await track(door.orderId);
    const { pin } = (await link.read()).body.proof;
    expect(pin).toMatch(/^\d{4}$/);
    const told = await Promise.all([
      api.call('GET', `/v1/orders/${door.orderId}`, { as: town.merchant }),
      api.call('GET', `/v1/orders/${door.orderId}/events`, { as: town.merchant }),
      api.call('GET', `/v1/ops/orders/${door.orderId}`, { as: town.ops }),
      api.call('GET', '/v1/driver/route', { as: door.driver.token }),
      proofOf(door.orderId),
    ]);
    for (const { body } of told) expect(JSON.stringify(body)).not.toMatch(new RegExp(`"${pin}"`));
    expect((await door.complete()).body.code).toBe('proof_needed');
    expect((await door.complete({ pin })).body.order.status).toBe('delivered');
    expect((await link.read()).body.proof.pin).toBeNull();
    expect((await proofOf(door.orderId)).body.pin_verified_at).not.toBeNull();
    const messages = await api.database.prisma.outbox.findMany({ where: { key: door.orderId } });
    expect(JSON.stringify(messages.map(({ payload }) => payload))).not.toContain('proof_pin');
  });

  it('may be tried five times; then people are asked, who can let it go without, with a reason', async () => {
    const door = await atDoor('pin');
    const { pin } = (await (await track(door.orderId)).read()).body.proof;
    const left = [];
    for (let i = 0; i < 5; i++) left.push((await door.complete({ pin: wrong(pin) })).body.proof.attempts_left);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect((await door.complete({ pin })).body.code).toBe('pin_attempts_used');
    const escalation = await api.database.prisma.escalation.findFirstOrThrow({ where: { orderId: door.orderId } });
    expect(escalation).toMatchObject({ reason: 'the PIN is not known', status: 'open' });

    const waive = (body: object, as = town.ops) =>
      api.call('POST', `/v1/ops/orders/${door.orderId}/waive_proof`, { as, body });
    expect((await waive({})).status).toBe(422);
    expect((await waive({ reason: 'x' }, door.driver.token)).status).toBe(403);
    const { body: route } = await api.call('GET', '/v1/driver/route', { as: door.driver.token });
    expect((await waive({ reason: 'known at the door' })).body.demanded).toBe('none');
    const { body: after } = await api.call('GET', '/v1/driver/route', { as: door.driver.token });
    expect([after.stops[0].proof, after.version > route.version]).toEqual(['none', true]);
    expect((await door.complete()).body.order.status).toBe('delivered');
    const event = await api.database.prisma.event.findFirstOrThrow({
      where: { orderId: door.orderId, type: 'order.proof_waived' },
    });
    expect(event).toMatchObject({ actor: { id: 'olga' }, data: { reason: 'known at the door', demanded: 'pin' } });
  });
});

it('pictures are forgotten after their time', async () => {
  const door = await atDoor('photo');
  await door.send();
  await door.complete();
  await api.database.prisma.proofImage.updateMany({
    where: { orderId: door.orderId },
    data: { receivedAt: new Date(Date.now() - 181 * 86_400_000) },
  });
  await createProofStore(api.database.prisma).forgetOlderThan(180);
  expect((await proofOf(door.orderId)).body).toMatchObject({ demanded: 'photo', photo: null });
});
