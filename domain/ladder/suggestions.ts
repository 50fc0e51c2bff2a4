import { realMs, type MarketClock } from '../clock';
import type { OrderStatus } from '../lifecycle/statuses';
import { isCarried } from '../lifecycle/statuses';
import type { Place, TravelTimes } from '../matching/types';
import type { Policy } from '../policy/policy';

/** What a person may do about an order, and what would probably come of it. Money in minor units. */
export interface Suggestion {
  action:
    | 'assign'
    | 'raise_pay'
    | 'requeue'
    | 'change_promise'
    | 'hold'
    | 'cancel'
    | 'contact_driver'
    | 'strand'
    | 'return'
    | 'dispose';
  label: string;
  body: Record<string, unknown>;
  text: string;
  minutes: number | null;
  costMinor: number | null;
  drivers: number | null;
}

export interface TroubledOrder {
  status: OrderStatus;
  /** Where the goods are collected now. */
  pickup: Place;
  dropoff: Place;
  excludedDriverIds: string[];
  payRaiseMinor: number;
  driver: { name: string; phone: string | null } | null;
}

export interface FreeDriver {
  id: string;
  name: string;
  place: Place | null;
}

export interface Around {
  /** Available drivers with room. */
  drivers: FreeDriver[];
  travel: TravelTimes;
  policy: Policy;
  clock: MarketClock;
  nowMs: number;
}

/**
 * The moves that make sense in this status, the most promising first. Effects are worked out from where drivers are now:
 * straight travel times, and the waiting that policy gives to an answer.
 */
export function suggestActions(order: TroubledOrder, around: Around): Suggestion[] {
  if (order.status === 'unassigned' || order.status === 'offered' || order.status === 'stranded') {
    return [...withoutDriver(order, around), ...(order.status === 'stranded' ? aboutGoods(order) : [cancel()])];
  }
  if (order.status === 'scheduled') return [cancel()];
  const call = order.driver ? [contact(order.driver)] : [];
  if (isCarried(order.status)) return [...call, takeOut(order, around), ...aboutGoods(order)];
  return [...call, requeue(order, around), newPromise(around), cancel()];
}

function withoutDriver(order: TroubledOrder, around: Around): Suggestion[] {
  const { policy } = around;
  const near = nearest(order, around);
  const assign = near.slice(0, 1).map(({ driver, minutes }): Suggestion => ({
    action: 'assign',
    label: `Ask ${driver.name}`,
    body: { driver_id: driver.id },
    text: `${driver.name} can be at the pickup in ${minutes} min once he says yes`,
    minutes: minutes + Math.round(policy.offer.lifetimeS / 60),
    costMinor: null,
    drivers: 1,
  }));
  const raise = Math.max(100, Math.round(policy.pay.baseMinor / 2));
  const again = near.filter(({ driver }) => !order.excludedDriverIds.includes(driver.id)).length;
  return [
    ...assign,
    {
      action: 'raise_pay',
      label: 'Raise the pay',
      body: { reason: 'hard to place' },
      text: `the driver is offered more, raised ${order.payRaiseMinor > 0 ? 'again' : 'for the first time'}`,
      minutes: null,
      costMinor: raise,
      drivers: near.length,
    },
    {
      action: 'requeue',
      label: 'Ask everybody again',
      body: { reason: 'asked again' },
      text: `offers are counted anew; ${again} free drivers have not refused it`,
      minutes: null,
      costMinor: null,
      drivers: again,
    },
    newPromise(around, near[0]?.minutes),
  ].filter(({ action }) => order.status !== 'stranded' || action !== 'requeue') as Suggestion[];
}

function nearest(order: TroubledOrder, { drivers, travel }: Around): { driver: FreeDriver; minutes: number }[] {
  return drivers
    .flatMap((driver) =>
      driver.place ? [{ driver, minutes: Math.ceil(travel.seconds(driver.place, order.pickup) / 60) }] : [],
    )
    .sort((a, b) => a.minutes - b.minutes);
}

function newPromise({ policy, clock, nowMs }: Around, pickupMinutes = 20): Suggestion {
  const minutes = pickupMinutes + Math.round(policy.schedule.promiseSlackS / 60);
  return {
    action: 'change_promise',
    label: `Promise it in ${minutes} min`,
    body: { promised_at: wholeMinute(nowMs + realMs(clock, minutes * 60)), reason: 'delayed' },
    text: 'the merchant and the customer hear of a time that can be kept',
    minutes,
    costMinor: null,
    drivers: null,
  };
}

/** Promises are made in whole minutes. */
const wholeMinute = (ms: number): string => new Date(Math.ceil(ms / 60_000) * 60_000).toISOString();

const cancel = (): Suggestion => ({
  action: 'cancel',
  label: 'Cancel and refund',
  body: { reason: 'no driver found' },
  text: 'the order ends now; what was paid goes back',
  minutes: 0,
  costMinor: null,
  drivers: null,
});

const contact = ({ name, phone }: NonNullable<TroubledOrder['driver']>): Suggestion => ({
  action: 'contact_driver',
  label: `Call ${name}`,
  body: {},
  text: phone ? `${name} answers at ${phone}` : `${name} has left no phone number`,
  minutes: null,
  costMinor: null,
  drivers: null,
});

function requeue(order: TroubledOrder, around: Around): Suggestion {
  const near = nearest(order, around);
  const first = near[0]?.minutes ?? null;
  return {
    action: 'requeue',
    label: 'Look for another driver',
    body: { reason: 'the driver does not come' },
    text: first === null ? 'no driver is free now' : `the nearest free driver is ${first} min from the pickup`,
    minutes: first,
    costMinor: null,
    drivers: near.length,
  };
}

function takeOut(order: TroubledOrder, around: Around): Suggestion {
  const near = nearest(order, around);
  return {
    action: 'strand',
    label: 'Send another driver for the goods',
    body: { reason: 'the driver is lost' },
    text: `${near.length} free drivers would be asked to collect the goods where they are`,
    minutes: near[0]?.minutes ?? null,
    costMinor: null,
    drivers: near.length,
  };
}

const aboutGoods = ({ status }: TroubledOrder): Suggestion[] => [
  ...(status === 'returning'
    ? []
    : [
        {
          action: 'return' as const,
          label: 'Back to the merchant',
          body: { reason: 'cannot be delivered' },
          text: 'whoever has or collects the goods brings them back',
          minutes: null,
          costMinor: null,
          drivers: null,
        },
      ]),
  {
    action: 'dispose',
    label: 'Give the goods up',
    body: { reason: 'cannot be recovered' },
    text: 'the order ends as undeliverable',
    minutes: 0,
    costMinor: null,
    drivers: null,
  },
];
