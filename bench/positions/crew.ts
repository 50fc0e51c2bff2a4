import { setTimeout as delay } from 'node:timers/promises';
import { issueToken } from '../../cli/tokens';
import type { Config } from '../../config';
import type { Client } from './client';
import type { Sightings } from './sightings';

const EVERY_MS = 4_000;
const METRES_PER_REPORT = 20;
const METRE = 1 / 111_195;
const AT_ONCE = 16;

interface Phone {
  id: string;
  token: string;
  lat: number;
}

/** Drivers on shift with an open stream each, who say where they are every four seconds. */
export class Crew {
  readonly #phones: Phone[] = [];
  #reporting = false;
  #running: Promise<unknown> = Promise.resolve();
  points = 0;
  failed = 0;

  constructor(
    private readonly client: Client,
    private readonly config: Config,
    private readonly marketId: string,
    private readonly sightings: Sightings,
  ) {}

  async growTo(size: number): Promise<void> {
    const admin = await issueToken(this.config, { role: 'admin', sub: 'bench' });
    const join = async (): Promise<void> => {
      while (this.#phones.length < size) await this.#add(admin);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, join));
  }

  async #add(admin: string): Promise<void> {
    const phone: Phone = { id: '', token: '', lat: 38.7 + Math.random() * 0.05 };
    this.#phones.push(phone);
    const body = { market_id: this.marketId, name: `Driver ${this.#phones.length}` };
    const { id } = (await this.client.send('POST', '/v1/admin/drivers', admin, body)) as { id: string };
    phone.id = id;
    phone.token = await issueToken(this.config, { role: 'driver', sub: id }, 7_200);
    await this.client.send('PUT', '/v1/driver/availability', phone.token, { state: 'available' });
    await this.client.follow('/v1/driver/stream', phone.token, () => {});
  }

  start(): void {
    this.points = 0;
    this.failed = 0;
    this.#reporting = true;
    this.#running = Promise.all(this.#phones.map((phone) => this.#report(phone)));
  }

  async stop(): Promise<void> {
    this.#reporting = false;
    await this.#running;
  }

  async #report(phone: Phone): Promise<void> {
    await delay(Math.random() * EVERY_MS);
    while (this.#reporting) {
      const next = delay(EVERY_MS);
      phone.lat += METRES_PER_REPORT * METRE;
      const recorded_at = new Date().toISOString();
      const point = { location: { lat: phone.lat, lng: -9.14 }, recorded_at, accuracy_m: 8 };
      this.sightings.sent(phone.id, recorded_at);
      await this.client.send('POST', '/v1/driver/locations', phone.token, { points: [point] }).then(
        () => (this.points += 1),
        () => (this.failed += 1),
      );
      await next;
    }
  }
}
