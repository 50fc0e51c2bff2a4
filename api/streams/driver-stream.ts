import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Market } from '../../db/markets';
import type { DriverReads, DriverRecord, OfferRecord, RescueRecord } from '../../db/read-models/driver-view';
import type { Transitions } from '../../db/transitions';
import { offerCard, rescueAnswer, routeAnswer, selfAnswer } from '../answers/driver';
import { instant, instantOrNull } from '../answers/common';
import { shiftAnswer } from '../answers/shift';
import type { DriverCaller } from '../caller';
import { endOf } from '../error-handler';
import type { MarketBook } from '../market-book';
import { coalesce } from './coalesce';
import { driversOf, type EventFeed } from './event-feed';
import type { Sse, SseStreams } from './sse';

export interface DriverStreamDependencies {
  drivers: DriverReads;
  transitions: Pick<Transitions, 'markShown'>;
  book: MarketBook;
  feed: EventFeed;
  streams: SseStreams;
  log: Logger;
}

/** After a beat each stream makes sure within this time that it has missed nothing. */
const LOOK_WITHIN_MS = 14_000;

/** What the phone has been told last. */
interface Shown {
  offers: Map<string, string[]>;
  route: string;
  availability: string;
  rescues: RescueRecord[];
}

/**
 * Keeps a phone at the truth: events only say when to look, what is sent is the difference between what the database
 * says now and what the phone was told last. So nothing depends on hearing every event, or in which order.
 */
export function createDriverStream({ drivers, transitions, book, feed, streams, log }: DriverStreamDependencies) {
  const watching = new Set<() => void>();
  streams.onBeat(() => {
    // Not all at the same moment: a thousand phones that look at once would make everybody else wait.
    for (const look of watching) setTimeout(look, Math.random() * LOOK_WITHIN_MS).unref();
  });

  return async ({ id, marketId }: DriverCaller, sse: Sse): Promise<void> => {
    const market = await book.known(marketId);
    const { currency } = market;
    let shown: Shown | null = null;
    let closed = false;

    const look = coalesce(
      async () => {
        const [self, offers] = await Promise.all([drivers.find(id), drivers.openOffers(id)]);
        if (closed || !self) return;
        if (shown) await sendDifference(shown, self, offers);
        else await sendSnapshot(self, offers);
        await receipt(offers);
        shown = {
          offers: ordersByOffer(offers),
          route: routeOf(self),
          availability: standingOf(self),
          rescues: self.rescues,
        };
      },
      (error) => log.warn({ err: error }, "a driver's stream could not be brought up to date"),
    );

    /** What goes out on this stream has reached the phone: from now on silence counts. */
    async function receipt(offers: OfferRecord[]): Promise<void> {
      const unseen = offers.filter(({ offer }) => offer.shown_at === null).map(({ offer }) => offer.id);
      if (unseen.length > 0) await transitions.markShown(id, unseen);
    }

    async function sendSnapshot(self: DriverRecord, offers: OfferRecord[]): Promise<void> {
      sse.send('snapshot', {
        driver: selfAnswer(self, market),
        offers: offers.map((offer) => offerCard(offer, currency)),
        route: routeAnswer(await drivers.route(id)),
      });
    }

    async function sendDifference(before: Shown, self: DriverRecord, offers: OfferRecord[]): Promise<void> {
      const open = new Set(offers.map(({ offer }) => offer.id));
      for (const offerId of before.offers.keys()) if (!open.has(offerId)) await sendClosed(offerId);
      for (const offer of offers) {
        const known = before.offers.get(offer.offer.id);
        if (known?.length !== offer.orders.length) sse.send('offer.sent', offerCard(offer, currency));
      }
      if (before.route !== routeOf(self)) sse.send('route.changed', routeAnswer(await drivers.route(id)));
      if (before.availability !== standingOf(self)) sse.send('availability.changed', availabilityOf(self, market));
      if (!isDeepStrictEqual(before.rescues, self.rescues)) {
        sse.send('rescues.changed', { rescues: self.rescues.map(rescueAnswer) });
      }
    }

    async function sendClosed(offerId: string): Promise<void> {
      const offer = await drivers.offerStatus(id, offerId);
      // Still open in the database but past its end: the answer to it would be that it has expired.
      sse.send('offer.closed', {
        offer_id: offerId,
        outcome: (offer && endOf(offer.status, offer.reason)) ?? 'expired',
      });
    }

    const leave = feed.listen({
      onEvent: (event) => {
        if ((shown && isAbout(shown, event.orderId ?? '')) || driversOf(event).includes(id)) look();
      },
      onGap: look,
    });
    watching.add(look);
    sse.onClose(() => {
      closed = true;
      leave();
      watching.delete(look);
    });
    look();
  };
}

/** Whether an order is one of those that the phone is being asked for, or whose goods another driver collects. */
const isAbout = ({ offers, rescues }: Shown, orderId: string): boolean =>
  [...offers.values()].some((orders) => orders.includes(orderId)) ||
  rescues.some((rescue) => rescue.orderId === orderId);

const ordersByOffer = (offers: OfferRecord[]): Shown['offers'] =>
  new Map(offers.map(({ offer, orders }) => [offer.id, orders.map(({ order }) => order.id)]));

const routeOf = ({ routeId, routeVersion }: DriverRecord): string => `${routeId}/${routeVersion}`;

/** Changes whenever the phone has something new to show of the shift. */
const standingOf = ({ driver, shift }: DriverRecord): string =>
  `${driver.availability}/${shift?.id}/${shift?.version}/${shift?.nudged}`;

const availabilityOf = ({ driver, load, shift, noFaultReasons }: DriverRecord, { clock }: Market) => ({
  availability: driver.availability,
  since: instant(driver.availability_since),
  shift_ends_at: instantOrNull(driver.shift_ends_at),
  load,
  shift: shift && shiftAnswer(shift, clock),
  no_fault_reasons: noFaultReasons,
});
