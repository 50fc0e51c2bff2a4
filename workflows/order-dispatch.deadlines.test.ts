import { dispatchTests, type DispatchBench, type OrderUnderTest } from './dispatch-bench.test-support';

let bench: DispatchBench;
const skipping = dispatchTests((started) => (bench = started), { alone: true });

const after = (instant: string | null, seconds: number): string =>
  new Date(Date.parse(instant as string) + seconds * 1000).toISOString();

/** Lets time pass to a little after `seconds` from `instant`. */
async function passUntil(instant: string | null, seconds: number, littleS = 0.5): Promise<void> {
  const left = Date.parse(after(instant, seconds)) - (await bench.now());
  await bench.pass(left / 1000 + littleS);
}

const rungOf = async (order: OrderUnderTest): Promise<number> => (await order.view()).order?.escalationRung ?? -1;

skipping('a scheduled order waits for its time and enters the pool then', async () => {
  const order = await bench.place({ poolInS: 7200 });
  const { next } = await order.until({ status: 'scheduled', step: 'enter_pool' });
  expect(next?.at).toBe(order.row.poolAt);
  await passUntil(order.row.placedAt, 7100);
  await order.until({ status: 'scheduled' });
  await passUntil(order.row.placedAt, 7200);
  await order.until({ status: 'unassigned', step: 'widen_radius' });
});

skipping('a scheduled order whose time has not come by the clock of the database waits a little longer', async () => {
  const order = await bench.place({ poolInS: 3600 });
  await order.until({ status: 'scheduled' });
  bench.model.behindMs = 5000;
  await passUntil(order.row.placedAt, 3600);
  await order.until({ status: 'scheduled', step: 'enter_pool' });
  await bench.pass(6);
  await order.until({ status: 'unassigned' });
});

skipping('the radius widens while nobody is found, without a change of the order', async () => {
  const order = await bench.place();
  const { placedAt, version } = order.row;
  expect((await order.until({ step: 'widen_radius' })).next?.at).toBe(after(placedAt, 180));
  await passUntil(placedAt, 182);
  expect((await order.until({ step: 'widen_radius', version })).next?.at).toBe(after(placedAt, 480));
  await passUntil(placedAt, 482);
  expect((await order.until({ step: 'raise_escalation', version })).next?.at).toBe(after(placedAt, 900));
});

skipping('what comes up right after the radius has widened is done at once', async () => {
  const order = await bench.place();
  await order.until({ step: 'widen_radius' });
  await passUntil(order.row.placedAt, 180, 0.02);
  const { reservationS, lifetimeS } = bench.model.policy.offer;
  await bench.model.reserve('ann', order.id);
  await order.until({ status: 'offered' });
  const { reservedUntil, expiresAt } = order.row.offer!;
  const sentAfterMs = Date.parse(expiresAt!) - lifetimeS * 1000 - (Date.parse(reservedUntil) - reservationS * 1000);
  expect(sentAfterMs).toBeLessThan(700);
});

skipping('people are asked rung by rung, each with its time, while the order is still worked', async () => {
  const order = await bench.place();
  const { placedAt } = order.row;
  await order.until({ step: 'widen_radius' });
  await passUntil(placedAt, 890);
  expect(await rungOf(order)).toBe(0);
  await passUntil(placedAt, 900);
  const first = await order.until({ escalationRung: 1, step: 'raise_escalation' });
  expect(first.next?.at).toBe(order.row.escalationDeadlineAt);
  await passUntil(placedAt, 1801);
  await order.until({ escalationRung: 2 });
  await passUntil(placedAt, 2702);
  await order.until({ escalationRung: 3, step: 'give_up' });
  await order.assignTo('ann');
  await order.until({ status: 'assigned', escalationRung: 0, step: 'raise_escalation' });
});

skipping('an escalation that is put off comes back by itself, and the ladder waits for it', async () => {
  const order = await bench.place();
  await order.until({ step: 'widen_radius' });
  await passUntil(order.row.placedAt, 900);
  await order.until({ escalationRung: 1 });
  const until = new Date((await bench.now()) + 1_200_000).toISOString();
  await bench.model.answer(order.id, until);
  expect((await order.until({ step: 'end_snooze', escalationRung: 1 })).next?.at).toBe(until);
  expect(await order.story()).toContain(`Escalated, rung 1, snoozed until ${until}.`);
  await bench.pass(1100); // The next rung would have acted by now.
  await order.until({ step: 'end_snooze', escalationRung: 1 });
  await bench.pass(110);
  const back = await order.until({ step: 'raise_escalation', escalationRung: 1, snoozedUntil: null });
  expect(back.next?.at).toBe(after(until, bench.model.policy.ladder.rungs[0]!.deadlineS));
  await passUntil(until, 901);
  await order.until({ escalationRung: 2 });
});

skipping('the Web UI tells the story: how it stands, what comes next, and what has been', async () => {
  const order = await bench.place();
  await order.assignTo('ann');
  await order.request('arrive_at_pickup', 'pick_up', 'strand');
  const { next } = await order.until({ status: 'stranded' });
  const story = await order.story();
  expect(story).toContain(`**stranded**: waits for ${next?.waitsFor} until ${next?.at}; otherwise ${next?.otherwise}.`);
  expect(story).toContain(`The goods have been without their driver since ${order.row.strandedAt}.`);
  expect(story).toMatch(/- \S+ offered to driver ann until \S+ \(version \d+\)\n- \S+ assigned by driver ann/);
  await order.request('recover', 'start_return', 'complete_return');
  await order.end();
  expect(await order.story()).toContain('**returned**: returned');
});

skipping('exhausted offers are told to people at once', async () => {
  const order = await bench.place();
  await bench.model.request(order.id, 'requeue', { offersMade: bench.model.policy.pool.offersMax });
  await order.until({ status: 'unassigned', escalationRung: 1 });
});

skipping('an order whose driver never reaches the pickup is taken from him when the last rung has passed', async () => {
  const order = await bench.place();
  await order.assignTo('ann');
  const { assignedAt } = order.row;
  const { deadlines, ladder } = bench.model.policy;
  await passUntil(assignedAt, deadlines.pickupArrivalS);
  await order.until({ status: 'assigned', escalationRung: 1 });
  await passUntil(
    assignedAt,
    deadlines.pickupArrivalS + ladder.rungs.reduce((total, { deadlineS }) => total + deadlineS, 0) + 5,
  );
  await order.until({ status: 'unassigned', driverId: null, escalationRung: 0, step: 'widen_radius' });
});

skipping('a driver who moves on in time is not reported, and his next stage has its own deadline', async () => {
  const order = await bench.place();
  await order.assignTo('ann');
  await bench.pass(1000);
  await order.request('arrive_at_pickup');
  const { next } = await order.until({ status: 'arrived_at_pickup', step: 'raise_escalation' });
  expect(next?.at).toBe(after(order.row.arrivedAtPickupAt, bench.model.policy.deadlines.pickupWaitS));
  await passUntil(order.row.assignedAt, bench.model.policy.deadlines.pickupArrivalS + 60);
  expect(await rungOf(order)).toBe(0);
});
