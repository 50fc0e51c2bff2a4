import type { Browser, BrowserContextOptions } from 'playwright-core';
import { DriverPhone } from './driver-phone';
import { type DriverTown, LISBON, openDriverTown, type TownOptions } from './driver-town';
import { type OpsStack, startOpsStack } from './ops-stack';
import { launchPhones, Phone } from './phone';

/** Tests that run beside each other share the processors: each takes as long as all. */
const TEST_LIMIT_MS = 400_000;

const AT_ONCE = { preparation_s: 0, promise_slack_s: 3_600 };

const TOWNS = {
  usual: { offerLifetimeS: 600 },
  /** Hours as a law may have them. */
  lawful: { offerLifetimeS: 600, policy: { shift: { work_max_s: 8 * 3_600, rest_s: 8 * 3_600 } } },
  /** Its policy is changed by the test. */
  own: { offerLifetimeS: 600 },
  /** All who are free are asked at once. */
  rush: {
    offerLifetimeS: 600,
    rounds: true,
    strategy: 'broadcast',
    policy: { pool: { batch_window_s: 0.2 }, schedule: AT_ONCE },
  },
  /** The matcher waits for what may travel together. */
  bundles: { offerLifetimeS: 600, rounds: true, policy: { pool: { batch_window_s: 2 }, schedule: AT_ONCE } },
} satisfies Record<string, TownOptions>;
type TownName = keyof typeof TOWNS;

/** Where the matcher proposes, one test's orders would go to another's driver; and one's policy is not another's. */
const OWN: readonly TownName[] = ['own', 'rush', 'bundles'];

interface PhoneOptions extends BrowserContextOptions {
  town?: TownName;
}

export interface DriverStage {
  stack: OpsStack;
  /**
   * A test with a driver off shift and his phone, which may ask nobody but the stack. It runs beside the others of its file:
   * most of its time is waiting.
   */
  test(title: string, act: (phone: DriverPhone) => Promise<void>, options?: PhoneOptions): void;
}

/** A running stack for this file. */
export function setDriverStage(): DriverStage {
  const shared = new Map<TownName, Promise<DriverTown>>();
  let opened = 0;
  let browser: Browser;

  beforeAll(async () => {
    stage.stack = await startOpsStack();
    browser = await launchPhones();
  });
  afterAll(async () => {
    await browser?.close();
    await stage.stack?.stop();
  });

  const open = (name: TownName): Promise<DriverTown> =>
    openDriverTown(stage.stack, `${name}-${(opened += 1)}`, TOWNS[name]);

  function townOf(name: TownName): Promise<DriverTown> {
    const town = (!OWN.includes(name) && shared.get(name)) || open(name);
    shared.set(name, town);
    return town;
  }

  async function run(act: (phone: DriverPhone) => Promise<void>, options: PhoneOptions): Promise<void> {
    const { town: name = 'usual', ...browserOptions } = options;
    const town = await townOf(name);
    const driver = await town.addDriver('Marta Silva');
    const phone = await Phone.open(browser, stage.stack.url, {
      permissions: ['geolocation'],
      geolocation: { latitude: LISBON.lat, longitude: LISBON.lng },
      ...browserOptions,
    });
    try {
      await act(new DriverPhone(phone, town, driver));
    } finally {
      await phone.close();
    }
  }

  const stage: DriverStage = {
    stack: undefined as unknown as OpsStack,
    test: (title, act, options = {}) => test.concurrent(title, () => run(act, options), TEST_LIMIT_MS),
  };
  return stage;
}
