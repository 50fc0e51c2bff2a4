import { realMs, type MarketClock } from '../clock';
import type { Stage } from '../ladder/ladder';
import type { Policy } from '../policy/policy';
import type { StandingOrder } from './standing-order';

/** How long the stage of an order with a driver may take, by policy; null where there is none. */
export function stageOf(
  order: StandingOrder,
  { deadlines }: Policy,
  clock: MarketClock,
): (Stage & { waitsFor: string }) | null {
  const after = (instant: string | null, seconds: number): number =>
    Date.parse(instant ?? order.placedAt) + realMs(clock, seconds);
  switch (order.status) {
    case 'assigned':
      return {
        reason: 'pickup_late',
        waitsFor: 'the driver to reach the pickup',
        deadlineMs: after(order.assignedAt, deadlines.pickupArrivalS),
      };
    case 'arrived_at_pickup':
      return {
        reason: 'kitchen_late',
        waitsFor: 'the goods to be handed over',
        deadlineMs: after(laterOf(order.arrivedAtPickupAt, order.readyAt), deadlines.pickupWaitS),
      };
    case 'picked_up':
      return {
        reason: 'dropoff_late',
        waitsFor: 'the driver to reach the door',
        deadlineMs: after(order.pickedUpAt, deadlines.dropoffArrivalS),
      };
    case 'arrived_at_dropoff':
      return {
        reason: 'handover_late',
        waitsFor: 'the goods to be handed over at the door',
        deadlineMs: after(order.arrivedAtDropoffAt, deadlines.handoverS),
      };
    case 'rescuing':
      return {
        reason: 'rescue_late',
        waitsFor: 'the rescuer to collect the goods',
        deadlineMs: after(order.assignedAt, deadlines.pickupArrivalS),
      };
    case 'returning':
      return {
        reason: 'return_late',
        waitsFor: 'the goods to come back',
        deadlineMs: after(order.returningAt, deadlines.returnS),
      };
    default:
      return null;
  }
}

const laterOf = (a: string | null, b: string): string => (a !== null && Date.parse(a) > Date.parse(b) ? a : b);
