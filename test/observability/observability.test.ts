import { randomUUID } from 'node:crypto';
import { createTokens } from '../../api/auth/tokens';
import { createStreet } from '../faults/street';
import { expectSameEnd } from '../faults/truth';
import { JWT_SECRET, openWorld, type World } from '../faults/world';
import { eventually } from '../support/eventually';
import type { TestMarket } from '../support/market';
import { startCollector, type Span } from './collector';
import { readAlerts, readDashboards, readRunbook } from './monitoring-files';
import { readExpression } from './promql';

/** One order through processes as they run in earnest: what do traces, metrics, rules and boards say of it? */

const SECRETS = { name: 'Zzcustomer Silva', address: 'Zzhomestreet 99', phone: '+351944555666' };

let world: World;
let collector: Awaited<ReturnType<typeof startCollector>>;
let market: TestMarket;
let api: string;
let worker: string;
let orderId: string;
let offerId: string;

beforeAll(async () => {
  [world, collector] = await Promise.all([openWorld(), startCollector()]);
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const [serving, working] = [await world.process('api', environment), await world.process('worker', environment)];
  await Promise.all([serving.part.start(), working.part.start()]);
  [api, worker] = [serving.url, working.url];
  // Two minutes to answer, of this machine's.
  market = await world.fastMarket({ offer: { lifetimeS: 3_600 } });
  await deliverOneOrder();
}, 600_000);
afterAll(async () => {
  await world.close();
  await collector.close();
});

/** Placed, accepted and delivered; the driver's yes goes over HTTP. */
async function deliverOneOrder(): Promise<void> {
  const street = createStreet(world);
  const driverId = await street.driver(market);
  const { token } = await createTokens(JWT_SECRET).sign({ role: 'driver', sub: driverId }, 600);
  orderId = await street.place(market, {
    dropoff_name: SECRETS.name,
    dropoff_address: SECRETS.address,
    dropoff_phone: SECRETS.phone,
    external_id: randomUUID(),
  });
  offerId = await eventually(async () => {
    const offer = await world.database.prisma.offer.findFirst({ where: { status: 'open', driverId } });
    if (!offer) throw new Error('no offer yet');
    return offer.id;
  }, 60_000);
  const answer = await fetch(`${api}/v1/driver/offers/${offerId}/accept`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  await street.drive(orderId);
  await expectSameEnd(world.temporal.client, orderId, 'delivered');
}

describe('traces', () => {
  const named = (spans: Span[], name: RegExp): Span | undefined => spans.find((span) => name.test(span.name));

  test('a driver’s yes is one trace from the request over the statement and the message', async () => {
    const spans = await eventually(() => {
      const request = named(collector.spans, /^POST \/v1\/driver\/offers\/\{offer_id\}\/accept$/);
      if (!request) throw new Error('no such request yet');
      const trace = collector.spans.filter(({ traceId }) => traceId === request.traceId);
      if (!named(trace, /^tell orderDispatch$/)) throw new Error(`only ${trace.map(({ name }) => name).join(', ')}`);
      return trace;
    }, 30_000);
    expect(named(spans, /settle_offer/)?.service).toBe('outrider-api');
    const request = named(spans, /^POST /);
    expect(request?.attributes).toMatchObject({ 'outrider.offer_id': offerId, 'http.route': expect.any(String) });
    expect(named(spans, /settle_offer/)?.parentSpanId).toBe(request?.spanId);
    expect(named(spans, /^tell orderDispatch$/)?.attributes['temporal.workflow_id']).toBe(`order/${orderId}`);
  });

  test('a step that a message caused goes on in the message’s trace: activity, then SQL', async () => {
    await eventually(() => {
      const told = new Set(collector.spans.filter(({ name }) => name.startsWith('tell ')).map(({ spanId }) => spanId));
      const caused = collector.spans.filter(
        ({ name, parentSpanId }) => name.startsWith('activity ') && told.has(parentSpanId),
      );
      const statements = collector.spans.filter(({ parentSpanId }) =>
        caused.some(({ spanId }) => spanId === parentSpanId),
      );
      if (statements.length === 0) throw new Error(`${caused.length} activities were caused by messages, no statement`);
      expect(statements[0]?.service).toBe('outrider-worker');
    }, 30_000);
  });

  test('nothing personal is in any span', () => {
    for (const secret of Object.values(SECRETS)) expect(collector.raw()).not.toContain(secret);
  });
});

describe('metrics', () => {
  const scrape = async (base: string): Promise<string> => (await fetch(`${base}/metrics`)).text();

  /** What an expression may name: histograms are asked for by their parts. */
  async function knownMetrics(): Promise<Set<string>> {
    const text = (await scrape(api)) + (await scrape(worker));
    const known = new Set(['up']);
    for (const [, name, type] of text.matchAll(/^# TYPE (\S+) (\w+)$/gm)) {
      known.add(name!);
      if (type === 'histogram') ['_bucket', '_count', '_sum'].forEach((part) => known.add(name + part));
    }
    return known;
  }

  test('the order is counted once everywhere', async () => {
    await eventually(async () => {
      const text = await scrape(worker);
      expect(text).toContain(`outrider_deliveries_total{market="${market.id}",on_time="true"} 1`);
      expect(text).toContain(`outrider_events_total{market="${market.id}",type="offer.accepted"} 1`);
      expect(text).toContain(`outrider_time_to_assign_seconds_count{market="${market.id}"} 1`);
      expect(text).toMatch(new RegExp(`outrider_round_seconds_count{market="${market.id}"} [1-9]`));
      expect(text).toMatch(/temporal_workflow_completed_total\{[^}]*workflow_type="orderDispatch"[^}]*\} 1/);
    }, 30_000);
    expect(await scrape(api)).toContain(`outrider_market_info{market="${market.id}",livemode="false"} 1`);
  });

  test.each(readAlerts().map((rule) => [rule.alert, rule] as const))(
    '%s can be evaluated and acted on',
    async (alert, rule) => {
      const { error, metrics } = readExpression(rule.expr);
      expect(error).toBeNull();
      expect(metrics.length).toBeGreaterThan(0);
      const known = await knownMetrics();
      expect(metrics.filter((name) => !known.has(name) && !ONLY_WHEN_IT_HAPPENS.has(name))).toEqual([]);
      const [page, anchor] = rule.annotations.runbook.split('#');
      expect(page).toBe('docs/operations.md');
      expect(readRunbook().toLowerCase()).toContain(`### ${anchor}\n`);
      expect(alert).toMatch(/^\w+$/);
    },
  );

  test.each(readDashboards().map((board) => [board.title, board] as const))(
    '%s draws what exists',
    async (_title, board) => {
      const known = await knownMetrics();
      const unknown = board.panels.flatMap(({ title, targets }) =>
        targets.flatMap(({ expr }) => {
          const { error, metrics } = readExpression(expr);
          if (error !== null) return [`${title}: ${error}`];
          return metrics
            .filter((name) => !known.has(name) && !ONLY_WHEN_IT_HAPPENS.has(name))
            .map((name) => `${title}: ${name}`);
        }),
      );
      expect(unknown).toEqual([]);
      expect(new Set(board.panels.map(({ id }) => id)).size).toBe(board.panels.length);
    },
  );
});

/** Temporal's SDK shows a counter once it has counted; these count what must not happen. Their names: its documentation. */
const ONLY_WHEN_IT_HAPPENS = new Set([
  'temporal_workflow_task_execution_failed_total',
  'temporal_workflow_failed_total',
]);
