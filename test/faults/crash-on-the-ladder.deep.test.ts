import { DEFAULT_POLICY } from '../../domain/policy/policy';
import { crashAfterEach, startPatiently } from './crashes';
import { createStreet, type Street } from './street';
import { expectNobodyBlocked, expectSameEnd, expectWholeStory } from './truth';
import { openWorld, type World } from './world';

const RUNGS = ['climbLadder', 'climbLadder', 'climbLadder'];
const QUICK = DEFAULT_POLICY.ladder.rungs.map((rung) => ({ ...rung, deadlineS: 60 }));
const ASSIGNED = ['roundApplied', 'openOffer'];

let world: World;
let street: Street;
beforeEach(async () => {
  world = await openWorld();
  street = createStreet(world);
});
afterEach(() => world.close());

test.each([1, 2, 3])(
  'a worker that is killed after each commit of an order that climbs the ladder twice (%i)',
  async () => {
    const { prisma } = world.database;
    const deadlines = { pickupArrivalS: 60, dropoffArrivalS: 60 };
    const market = await world.fastMarket({ deadlines, ladder: { rungs: QUICK } });
    await Promise.all([1, 2, 3].map(() => street.driver(market)));
    const orderId = await street.place(market);
    await startPatiently(world, orderId);

    const commits = [...ASSIGNED, ...RUNGS, 'requeueOrder', ...ASSIGNED, ...RUNGS, 'giveUpOrder'];
    const crashes = crashAfterEach(world, commits);
    await street.answerOffers(orderId, ['accept', 'accept']);
    await street.drive(orderId, 'picked_up');
    expect(await crashes).toEqual(commits);

    await expectSameEnd(world.temporal.client, orderId, 'undeliverable');
    const types = await expectWholeStory(prisma, orderId);
    expect(types.filter((type) => type === 'order.requeued')).toHaveLength(1);
    expect(types.filter((type) => type === 'order.undeliverable')).toHaveLength(1);
    expect(await prisma.escalation.count({ where: { orderId, resolvedAt: null } })).toBe(0);
    await expectNobodyBlocked(prisma, market.id);
  },
  400_000,
);
