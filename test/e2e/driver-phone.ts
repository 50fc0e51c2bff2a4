import { setTimeout as delay } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually';
import { type DriverTown, LISBON, type TownDriver } from './driver-town';
import type { Phone } from './phone';

/** A driver of a town with his phone in the test's hand: what he sees, and what he does with it. */
export class DriverPhone {
  readonly page;
  readonly context;

  constructor(
    readonly phone: Phone,
    readonly town: DriverTown,
    readonly driver: TownDriver,
  ) {
    this.page = phone.page;
    this.context = phone.context;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  text(words: string | RegExp): Locator {
    return this.page.getByText(words);
  }

  offerCard(): Locator {
    return this.page.getByRole('article', { name: 'New offer' });
  }

  shot(name: string): Promise<unknown> {
    return this.phone.shot(`driver-${name}`);
  }

  axe(): Promise<string[]> {
    return this.phone.axe();
  }

  async signIn(): Promise<void> {
    await this.page.goto(`${this.phone.url}/driver#token=${this.driver.token}`);
    await this.page.getByRole('heading', { name: 'You are off shift' }).waitFor();
  }

  /** Signs in; by how long that took, for how many seconds anything must last here so that one can see it and act. */
  async signInAndPace(): Promise<number> {
    const startedAt = Date.now();
    await this.signIn();
    return Math.max(4, Math.ceil((2 * (Date.now() - startedAt)) / 1_000));
  }

  async goOn(): Promise<void> {
    await this.button('Go on shift').tap();
    await this.text('On shift, nothing near').waitFor();
  }

  async comeOn(): Promise<void> {
    await this.signIn();
    await this.goOn();
  }

  /** Only now does the page open without a network; what was pushed before, the browser dropped. */
  async workerRuns(): Promise<void> {
    const state = (): Promise<string> =>
      this.page.evaluate<string>('navigator.serviceWorker.ready.then(({ active }) => active.state)');
    await eventually(async () => expect(await state()).toBe('activated'));
  }

  /** Rides on as long as this lasts: a phone that says nothing for a quarter of a minute counts as one that stands. */
  async riding(act: () => Promise<void>): Promise<void> {
    let isRiding = true;
    const ride = async (): Promise<void> => {
      for (let seconds = 1; isRiding; seconds += 1) {
        await this.context.setGeolocation({ latitude: LISBON.lat + seconds * 0.0003, longitude: LISBON.lng });
        await delay(1_000);
      }
    };
    const riding = ride();
    try {
      await act();
    } finally {
      isRiding = false;
      await riding;
    }
  }

  /** Has an offer on his screen; answers the order's ID. */
  async offered(order: object = {}): Promise<string> {
    const orderId = await this.town.placeOrder('Padaria Sol', order);
    await this.town.offer(orderId, this.driver);
    await this.offerCard().waitFor();
    return orderId;
  }

  async accepted(order: object = {}): Promise<string> {
    const orderId = await this.offered(order);
    await this.button('Accept').tap();
    await this.text('You have it').waitFor();
    await this.button('Arrived').waitFor();
    return orderId;
  }

  /** Stands at the door of an order that demands this. */
  async atDoor(demand: string): Promise<string> {
    const orderId = await this.accepted({ proof: { dropoff: demand } });
    for (const press of ['Arrived', 'Picked up', 'Arrived']) await this.button(press).tap();
    await this.reached(orderId, 'arrived_at_dropoff');
    return orderId;
  }

  /** The notice of a refusal begins with the same word. */
  deliver(): Promise<void> {
    return this.page.getByRole('button', { name: 'Delivered', exact: true }).tap();
  }

  takePhoto(file: string): Promise<void> {
    return this.page.getByLabel(/Take a photo/).setInputFiles(file);
  }

  reached(orderId: string, status: string): Promise<void> {
    return eventually(async () => expect(await this.town.statusOf(orderId)).toBe(status));
  }
}
