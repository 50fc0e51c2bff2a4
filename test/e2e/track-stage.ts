import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createEtaActivities } from '../../activities/eta';
import { startTestApi, type TestApi } from '../../api/api.test-support';
import type { TestDriver } from '../../api/town.test-support';
import { openTrackedTown, type Tracked, type TrackedTown } from '../../api/tracking.test-support';
import { createEtaStore } from '../../db/eta-store';
import { createOutbox } from '../../db/outbox';
import { type Relay, startRelay } from '../../workers/relay/relay';
import { launchPhones, Phone } from './phone';

export const DOOR = { lat: 38.7201, lng: -9.1502 };

/** What a test of the customer's page works with. */
export interface TrackStage {
  api: TestApi;
  town: TrackedTown;
  browser: Browser;
  /** This test's phone, its page and its context. */
  phone: Phone;
  page: Page;
  context: BrowserContext;
  open(token: string, query?: string): Promise<unknown>;
  /** Works out the arrival times, as `marketOperations` does. */
  tellTimes(): Promise<unknown>;
  /** An order on its way to the door. */
  carried(changes?: object): Promise<Tracked & { driver: TestDriver }>;
}

/** Tells the pages of each event, as a worker's relay does; nobody else is there to be told. */
function tellPages({ database }: TestApi): Relay {
  const outbox = createOutbox(database.prisma);
  const nowhere = async (): Promise<void> => {};
  const others = { order: nowhere, shift: nowhere, matching: nowhere, push: nowhere, page: nowhere, partner: nowhere };
  const event = (messages: { payload: unknown }[]): Promise<void> =>
    outbox.publish(messages.map(({ payload }) => payload as object));
  return startRelay(outbox, { ...others, event }, pino({ level: 'silent' }));
}

/** An API with a tracked town for this file, and a fresh phone for each of its tests. */
export function setTrackStage(): TrackStage {
  const stage = {} as TrackStage;
  let relay: Relay;
  /** Stands for whoever passes calls and messages on. */
  const provider = createServer((_request, response) => response.end('{"number":"+351 300 000 000"}'));

  beforeAll(async () => {
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    stage.api = await startTestApi({ OUTRIDER_MASKED_CONTACT_URL: url, OUTRIDER_EMBED_ORIGINS: '*' });
    relay = tellPages(stage.api);
    stage.town = await openTrackedTown(stage.api);
    stage.browser = await launchPhones();
  });
  afterAll(async () => {
    await stage.browser?.close();
    await relay?.stop();
    await stage.api?.stop();
    provider.close();
  });
  beforeEach(async () => {
    stage.phone = await Phone.open(stage.browser, stage.api.url, { reducedMotion: 'reduce' });
    ({ page: stage.page, context: stage.context } = stage.phone);
  });
  afterEach(() => stage.phone.close());

  stage.open = (token, query = '') => stage.page.goto(`${stage.api.url}/track/${token}${query}`);
  stage.tellTimes = () => {
    const etas = createEtaStore(stage.api.database.prisma);
    return createEtaActivities({ etas, relay: { nudge() {} } }).keepEtas({ marketId: stage.town.marketId });
  };
  stage.carried = async (changes = {}) => {
    const { town } = stage;
    const order = await town.tracked(changes);
    const driver = await town.addDriver();
    await town.accept(order.orderId, driver);
    await town.carry(driver, order.orderId, 'picked_up');
    return { ...order, driver };
  };
  return stage;
}
