import { type Reply, SYSTEM, useTestApi } from './api.test-support';
import { addDriver, sendOffer, type TestDriver, useTown } from './town.test-support';
import { placeOrder } from '../test/support/market';

/**
 * Two parties act on one offer in the same moment. Whoever wins, there is one outcome, and it is the same in both
 * answers, in the offer, the order, the assignment, the events and the messages about them.
 */

const LANES = 10;
const ROUNDS = 10;

// A hundred races take ten seconds on a quiet machine; a busy one may take its time.
jest.setTimeout(120_000);

const api = useTestApi({ OUTRIDER_DATABASE_POOL_SIZE: '12' });
const town = useTown(api);
let lanes: TestDriver[];
beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, () => addDriver(api, town, { capacity: 100 })));
});

interface Race {
  driver: TestDriver;
  orderId: string;
  offerId: string;
  accept: () => Promise<Reply>;
}

const comeOn = ({ token }: TestDriver) =>
  api.call('PUT', '/v1/driver/availability', { as: token, body: { state: 'available' } });
const post = (path: string, as: string, body: unknown = {}) => api.call('POST', path, { as, body });

/** An order, without the way there. */
const place = async (): Promise<string> =>
  (await placeOrder(api.transitions, { id: town.marketId, merchantId: town.merchantId })).id;

/** Lanes run beside each other, each a hundredth of the repetitions times ten, with an offer of its own every time. */
async function repeatedly(lifetimeMs: number, race: (race: Race) => Promise<void>): Promise<void> {
  await Promise.all(
    lanes.map(async (driver) => {
      for (let round = 0; round < ROUNDS; round++) {
        const orderId = await place();
        const offerId = await sendOffer(api, orderId, driver.id, lifetimeMs);
        const accept = () => post(`/v1/driver/offers/${offerId}/accept`, driver.token);
        await race({ driver, orderId, offerId, accept });
        await expectOneStory(orderId);
        // What the relay would have taken away: nobody looks through it again.
        await api.database.pool.query(`DELETE FROM outbox WHERE $1 IN (key, payload->>'orderId')`, [orderId]);
      }
    }),
  );
}

/** Both at once, in either order of sending. */
const both = <A, B>(first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> => {
  if (Math.random() < 0.5) return Promise.all([first(), second()]);
  const b = second();
  return Promise.all([first(), b]);
};

const offerOf = (offerId: string) => api.database.prisma.offer.findUniqueOrThrow({ where: { id: offerId } });
const orderOf = (orderId: string) => api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
const liveAssignments = (orderId: string) =>
  api.database.prisma.assignment.findMany({ where: { orderId, endedAt: null } });

/** The accept's answer is what the offer became. */
async function expectTrueAnswer(accept: Reply, offerId: string): Promise<string> {
  const { status } = await offerOf(offerId);
  expect(accept.status).toBe(status === 'accepted' ? 200 : 409);
  expect(accept.body.offer.status).toBe(status);
  return status;
}

/** Events are complete and end where the order stands; every one has its message for the outside; the last one for the workflow is how it stands. */
async function expectOneStory(orderId: string): Promise<void> {
  const [order, events, outbox] = await Promise.all([
    orderOf(orderId),
    api.database.prisma.event.findMany({ where: { orderId }, orderBy: { number: 'asc' } }),
    api.database.pool.query<{
      topic: string;
      number: number;
      payload: { orderId?: string; type?: string; status: string };
    }>(
      `SELECT topic, number, payload FROM outbox
       WHERE (topic = 'order' AND key = $1) OR (topic = 'event' AND payload->>'orderId' = $1) ORDER BY number`,
      [orderId],
    ),
  ]);
  expect(events.map(({ number }) => number)).toEqual(Array.from({ length: order.version }, (_, i) => i + 1));
  expect(events.at(-1)!.statusTo).toBe(order.status);
  const published = outbox.rows.filter(({ topic }) => topic === 'event');
  expect(published.map(({ number, payload }) => [number, payload.type])).toEqual(
    events.map(({ number, type }) => [number, type]),
  );
  for (const { number, payload } of outbox.rows.filter(({ topic }) => topic === 'order')) {
    expect(payload.status).toBe(events[number - 1]!.statusTo);
  }
}

it('gives the offer to its driver once when his phone says yes 200 times at once', async () => {
  const [driver] = lanes as [TestDriver];
  const orderId = await place();
  const offerId = await sendOffer(api, orderId, driver.id);
  const replies = await Promise.all(
    Array.from({ length: 200 }, () => post(`/v1/driver/offers/${offerId}/accept`, driver.token)),
  );
  expect(replies.every(({ status, body }) => status === 200 && body.offer.status === 'accepted')).toBe(true);
  expect(replies.filter(({ body }) => !body.repeated)).toHaveLength(1);
  expect(await liveAssignments(orderId)).toHaveLength(1);
  expect(await api.database.prisma.event.count({ where: { orderId, type: 'offer.accepted' } })).toBe(1);
  await expectOneStory(orderId);
});

it('accept against decline', () =>
  repeatedly(60_000, async ({ driver, orderId, offerId, accept }) => {
    const [yes, no] = await both(accept, () =>
      post(`/v1/driver/offers/${offerId}/decline`, driver.token, { reason: 'too_far' }),
    );
    const status = await expectTrueAnswer(yes, offerId);
    expect(no.status).toBe(status === 'declined' ? 200 : 409);
    expect(no.body.offer.status).toBe(status);
    expect(await liveAssignments(orderId)).toHaveLength(status === 'accepted' ? 1 : 0);
    expect((await orderOf(orderId)).status).toBe(status === 'accepted' ? 'assigned' : 'unassigned');
  }));

it("accept against the merchant's cancel", () =>
  repeatedly(60_000, async ({ orderId, offerId, accept }) => {
    const [yes, cancel] = await both(accept, () => post(`/v1/orders/${orderId}/cancel`, town.merchant));
    expect([cancel.status, cancel.body.status]).toEqual([200, 'cancelled']);
    expect(['accepted', 'withdrawn']).toContain(await expectTrueAnswer(yes, offerId));
    expect(await liveAssignments(orderId)).toEqual([]);
    expect((await orderOf(orderId)).status).toBe('cancelled');
  }));

it("accept against the operator's reassignment", async () => {
  const other = await addDriver(api, town, { capacity: 100 });
  await repeatedly(60_000, async ({ orderId, offerId, accept }) => {
    const body = { driver_id: other.id, force: true, reason: 'asked for by phone' };
    const [yes, assign] = await both(accept, () => post(`/v1/ops/orders/${orderId}/assign`, town.ops, body));
    expect([assign.status, assign.body.order.status]).toEqual([200, 'assigned']);
    expect(['accepted', 'withdrawn']).toContain(await expectTrueAnswer(yes, offerId));
    expect(await liveAssignments(orderId)).toEqual([expect.objectContaining({ driverId: other.id, forced: true })]);
    await post(`/v1/orders/${orderId}/cancel`, town.merchant);
  });
});

it('accept against going offline', () =>
  repeatedly(60_000, async ({ driver, orderId, offerId, accept }) => {
    const [yes, off] = await both(accept, () =>
      api.call('PUT', '/v1/driver/availability', { as: driver.token, body: { state: 'offline' } }),
    );
    const status = await expectTrueAnswer(yes, offerId);
    // Whoever has just accepted does not drop the order by going off.
    const answer = { accepted: [409, 'orders_aboard'], withdrawn: [200, 'offline'] }[status];
    expect([off.status, off.body.code ?? off.body.availability]).toEqual(answer);
    expect(await liveAssignments(orderId)).toHaveLength(status === 'accepted' ? 1 : 0);
    await comeOn(driver);
  }));

it('accept at the very moment of expiry', () =>
  repeatedly(25, async ({ orderId, offerId, accept }) => {
    const expire = async (): Promise<void> => {
      const { code, waitMs = 0 } = await api.transitions.settleOffer(offerId, 'expired', SYSTEM, { caller: orderId });
      if (code !== 'too_early') return;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await expire();
    };
    const atTheLastMoment = async (): Promise<Reply> => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 25));
      return accept();
    };
    const [yes] = await both(atTheLastMoment, expire);
    const status = await expectTrueAnswer(yes, offerId);
    expect(['accepted', 'expired']).toContain(status);
    expect(await liveAssignments(orderId)).toHaveLength(status === 'accepted' ? 1 : 0);
    expect((await orderOf(orderId)).status).toBe(status === 'accepted' ? 'assigned' : 'unassigned');
  }));
