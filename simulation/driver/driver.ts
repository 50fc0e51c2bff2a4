import { distanceM, type Point } from '../city/geometry';
import type { OfferCard, OfferOutcome, Problem, Route, Stop } from '../client/answers';
import type { ApiClient, Credential, Reply } from '../client/http';
import type { Chance } from '../time/random';
import type { Cancel, Scheduler } from '../time/scheduler';
import { type Answer, answerTo, secondsUntilDropped, type Temperament, temperamentOf } from './behaviour';
import type { DriverLog } from './journal';
import { LocalRoute } from './local-route';
import { Motion } from './motion';
import { Phone, type PhoneListener } from './phone';
import { PositionReports } from './position-reports';
import { type ServiceTimes, StreetWork } from './street-work';

/** What all drivers of a city share. */
export interface Streets {
  scheduler: Scheduler;
  chance: Chance;
  api: ApiClient;
  log: DriverLog;
  speedMps: number;
  service: ServiceTimes;
  /** Something that no driver can answer: the API refused what it must not refuse, or the client was closed. */
  failed: (error: unknown) => void;
  /** What a city of trouble does to its drivers; without it they are as their tempers say. */
  faults?: DriverFaults;
}

/** Troubles by order, each befalling the first driver who gets that far with it. */
export interface DriverFaults {
  answer(driver: string, offer: string): Answer;
  /** The order is given back, or the phone dies, so many market seconds after the yes. */
  afterTaking(order: string): { what: 'drop' | 'dark'; afterS: number } | null;
  /** The phone dies so many market seconds after the pickup. */
  afterPickup(order: string): number | null;
}

export interface DriverIdentity {
  id: string;
  /** What the driver is called in seeded decisions: the same in every run, as the ID is not. */
  key: string;
  credential: Credential;
  at: Point;
}

/** How long a phone that has missed some offers stays in the pocket. */
const LOOKS_AGAIN_S = 120;

/** A driver with a phone, a temper and a shift, who does what the API's route says. Times are market seconds. */
export class SimulatedDriver implements PhoneListener {
  readonly #temperament: Temperament;
  readonly #motion: Motion;
  readonly #phone: Phone;
  readonly #positions: PositionReports;
  readonly #street: StreetWork;
  readonly #route = new LocalRoute();
  /** Offers that are open as far as the phone knows, with what stops an answer that has not been given. */
  readonly #offers = new Map<string, Cancel>();
  #shift: { beganS: number; isOver: boolean } | null = null;
  #answersUnderWay = 0;
  #isDark = false;

  constructor(
    private readonly streets: Streets,
    private readonly identity: DriverIdentity,
  ) {
    const { scheduler, chance, api, speedMps, service } = streets;
    this.#temperament = temperamentOf(chance, identity.key);
    this.#motion = new Motion(identity.at, speedMps);
    this.#phone = new Phone(api, identity.credential, this);
    this.#positions = new PositionReports(scheduler, this.#motion, this.#phone);
    this.#street = new StreetWork(scheduler, this.#motion, service, {
      arrived: (stop, atS) => this.#attend(this.#report(stop, 'arrive', atS)),
      completed: (stop, atS) => this.#complete(stop, atS),
      idle: () => this.#leaveWhenDone(),
    });
  }

  get isOnShift(): boolean {
    return this.#shift !== null;
  }

  /** Comes on; again while on shift it only tells the new end. `endsS` null: until told otherwise. */
  async comeOn(endsS: number | null): Promise<void> {
    const { time } = this.streets.scheduler;
    if (!this.#shift) {
      this.#shift = { beganS: time.now(), isOver: false };
      // Where the driver is must be known before anybody can offer something.
      await this.#phone.act('POST', '/v1/driver/locations', { points: [this.#positions.now()] });
      this.#phone.connect();
      this.#positions.start();
    }
    const end = endsS === null ? {} : { shift_ends_at: time.iso(endsS) };
    await this.#phone.act('PUT', '/v1/driver/availability', { state: 'available', ...end });
  }

  /** The shift is over: the driver leaves as soon as nothing is aboard or promised. */
  endShift(): void {
    if (this.#shift) this.#shift.isOver = true;
    this.#leaveWhenDone();
  }

  /** The phone is dead: nothing is said or heard any more, and what he does nobody learns. */
  vanish(): void {
    this.#isDark = true;
    this.#positions.stop();
    this.#attend(this.#phone.disconnect());
  }

  async disconnect(): Promise<void> {
    this.#positions.stop();
    await this.#phone.disconnect();
  }

  offered(card: OfferCard): void {
    if (this.#offers.has(card.id)) return;
    this.streets.log.shown(card.id);
    const answer = this.#decide(card);
    const giving = answer.kind === 'silence' ? () => {} : this.#giveLater(card, answer);
    this.#offers.set(card.id, giving);
  }

  offerClosed(offerId: string): void {
    this.#offers.get(offerId)?.();
    this.#offers.delete(offerId);
  }

  /** Comes back when the phone is looked at again. */
  paused(): void {
    this.streets.scheduler.after(LOOKS_AGAIN_S, () => this.#attend(this.#comeBack()));
  }

  async #comeBack(): Promise<void> {
    if (this.#shift) await this.#phone.act('PUT', '/v1/driver/availability', { state: 'available' });
  }

  routeChanged(route: Route): void {
    this.#route.adopt(route);
    this.#street.follow(this.#route.open);
  }

  #decide(card: OfferCard): Answer {
    const { scheduler, chance, faults } = this.streets;
    if (faults) return faults.answer(this.identity.key, card.id);
    const nowS = scheduler.time.now();
    const pickup = card.stops.find(({ offered, kind }) => offered && kind === 'pickup');
    return answerTo(chance, this.identity.key, this.#temperament, {
      orders: card.orders.map(describeOrder),
      pickupDistanceM: pickup ? distanceM(this.#motion.positionAt(nowS), pickup.location) : 0,
      durationS: card.duration_s,
      payMinor: card.pay.amount,
      waitS: pickup ? this.#waitAt(card, pickup) : 0,
      workedS: nowS - (this.#shift?.beganS ?? nowS),
    });
  }

  /** How long the goods of a pickup are not ready yet when he gets there. */
  #waitAt({ orders }: OfferCard, { order_id, arrive_at }: OfferCard['stops'][number]): number {
    const { time } = this.streets.scheduler;
    const readyAt = orders.find(({ id }) => id === order_id)?.pickup.ready_at;
    return readyAt === undefined ? 0 : Math.max(0, time.fromIso(readyAt) - time.fromIso(arrive_at));
  }

  #giveLater(card: OfferCard, answer: Exclude<Answer, { kind: 'silence' }>): Cancel {
    return this.streets.scheduler.after(answer.afterS, () => this.#attend(this.#give(card, answer)));
  }

  async #give(card: OfferCard, answer: Exclude<Answer, { kind: 'silence' }>): Promise<void> {
    if (this.#isDark) return;
    this.#answersUnderWay += 1;
    const body = answer.kind === 'decline' ? { reason: answer.reason } : {};
    const reply = await this.#phone.act('POST', `/v1/driver/offers/${card.id}/${answer.kind}`, body);
    this.streets.log.answered({
      offerId: card.id,
      driverId: this.identity.id,
      said: answer.kind,
      outcome: outcomeOf(reply),
      tookMs: reply.tookMs,
    });
    if (reply.status === 200 && answer.kind === 'accept') await this.#take(card);
    this.#answersUnderWay -= 1;
    this.#leaveWhenDone();
  }

  async #take(card: OfferCard): Promise<void> {
    await this.#phone.refresh();
    for (const { id } of card.orders) this.#dropLater(id);
  }

  #dropLater(orderId: string): void {
    const pickup = this.#route.pickupOf(orderId);
    if (!pickup) return;
    const { chance, scheduler, faults } = this.streets;
    if (faults) return this.#befall(orderId, faults.afterTaking(pickup.external_id));
    const afterS = secondsUntilDropped(chance, this.identity.key, this.#temperament, pickup.external_id);
    if (afterS !== null) scheduler.after(afterS, () => this.#attend(this.#drop(orderId)));
  }

  #befall(orderId: string, trouble: ReturnType<DriverFaults['afterTaking']>): void {
    if (!trouble) return;
    const happens = (): void => (trouble.what === 'dark' ? this.vanish() : this.#attend(this.#drop(orderId)));
    this.streets.scheduler.after(trouble.afterS, happens);
  }

  /** Gives an order back, unless it is at the counter by now. */
  async #drop(orderId: string): Promise<void> {
    const pickup = this.#route.pickupOf(orderId);
    if (this.#isDark || !pickup || this.#street.isAt(pickup)) return;
    this.#route.giveBack(orderId);
    this.#street.follow(this.#route.open);
    const reply = await this.#phone.act('POST', `/v1/driver/orders/${orderId}/release`, {
      reason: 'something came up',
    });
    if (reply.status === 200) return;
    this.#route.keep(orderId);
    await this.#phone.refresh();
  }

  #complete(stop: Stop, atS: number): void {
    this.#route.finish(stop);
    const darkAfterS = stop.kind === 'pickup' ? this.streets.faults?.afterPickup(stop.external_id) : null;
    if (typeof darkAfterS === 'number') this.streets.scheduler.after(darkAfterS, () => this.vanish());
    if (stop.proof === 'photo' || stop.proof === 'signature') {
      this.#attend(this.#show(stop, stop.proof));
    }
    // Nobody at a simulated door knows the PIN.
    if (stop.proof === 'pin') this.#attend(this.#fail(stop, 'the customer has no PIN'));
    else this.#attend(this.#report(stop, 'complete', atS));
  }

  async #show({ id }: Stop, kind: 'photo' | 'signature'): Promise<void> {
    await this.#phone.show(`/v1/driver/stops/${id}/proof/${kind}`, PICTURE);
  }

  async #fail(stop: Stop, reason: string): Promise<void> {
    await this.#phone.act('POST', `/v1/driver/stops/${stop.id}/fail`, { reason });
    await this.#phone.refresh();
  }

  async #report(stop: Stop, what: 'arrive' | 'complete', atS: number): Promise<void> {
    if (this.#isDark) return;
    const { time } = this.streets.scheduler;
    const reply = await this.#phone.act('POST', `/v1/driver/stops/${stop.id}/${what}`, { occurred_at: time.iso(atS) });
    // The order was cancelled or taken away meanwhile: the route says what is left.
    if (reply.status !== 200) await this.#phone.refresh();
    else if (what === 'complete' && stop.kind === 'dropoff') this.streets.log.delivered();
  }

  #attend(work: Promise<void>): void {
    void work.catch(this.streets.failed);
  }

  #leaveWhenDone(): void {
    if (this.#isDark) return;
    const isFree = this.#route.isEmpty && this.#answersUnderWay === 0;
    if (this.#shift?.isOver && isFree) this.#attend(this.#goOff());
  }

  async #goOff(): Promise<void> {
    const shift = this.#shift;
    this.#shift = null;
    const { status } = await this.#phone.act('PUT', '/v1/driver/availability', { state: 'offline' });
    if (status !== 409) return this.disconnect();
    // Somebody has assigned an order by hand in that moment: it is carried before he leaves.
    this.#shift = shift;
    await this.#phone.refresh();
  }
}

/** One grey pixel: the smallest PNG picture there is. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Names an order by what does not change from run to run. */
function describeOrder({ pickup, dropoff }: OfferCard['orders'][number]): string {
  return `${pickup.name} ${dropoff.location.lat.toFixed(3)} ${dropoff.location.lng.toFixed(3)}`;
}

function outcomeOf({ status, body }: Reply): string {
  if (status === 200) return (body as OfferOutcome).offer.status;
  return (body as Problem | null)?.offer?.status ?? 'unknown';
}
