/**
 * How an order's status looks and reads, on every page. Shape first, colour second, words always near: the disc fills as
 * the order travels. A test compares the list with `GET /v1/order-statuses`.
 */
export type StatusFamily = 'idle' | 'wait' | 'offer' | 'move' | 'carry' | 'done' | 'back' | 'alarm';

export type Glyph =
  | 'ring-dashed'
  | 'ring-slash'
  | 'ring'
  | 'ring-dot'
  | 'pie-1'
  | 'pie-2'
  | 'pie-3'
  | 'pie-4'
  | 'disc-check'
  | 'ring-alert'
  | 'ring-plus'
  | 'ring-back'
  | 'disc-back'
  | 'octagon-cross';

export interface StatusLook {
  family: StatusFamily;
  glyph: Glyph;
  label: string;
  /** The order has ended and never changes again. */
  ended: boolean;
}

const open = (family: StatusFamily, glyph: Glyph, label: string): StatusLook => ({
  family,
  glyph,
  label,
  ended: false,
});
const ended = (family: StatusFamily, glyph: Glyph, label: string): StatusLook => ({
  family,
  glyph,
  label,
  ended: true,
});

/** In the order of an order's life. */
export const STATUSES = {
  scheduled: open('idle', 'ring-dashed', 'Scheduled'),
  unassigned: open('wait', 'ring', 'Unassigned'),
  offered: open('offer', 'ring-dot', 'Offered'),
  assigned: open('move', 'pie-1', 'Assigned'),
  arrived_at_pickup: open('move', 'pie-2', 'At pickup'),
  picked_up: open('carry', 'pie-3', 'Picked up'),
  arrived_at_dropoff: open('carry', 'pie-4', 'At dropoff'),
  stranded: open('alarm', 'ring-alert', 'Stranded'),
  rescuing: open('alarm', 'ring-plus', 'Rescue'),
  delivered: ended('done', 'disc-check', 'Delivered'),
  returning: open('back', 'ring-back', 'Returning'),
  returned: ended('back', 'disc-back', 'Returned'),
  cancelled: ended('idle', 'ring-slash', 'Cancelled'),
  undeliverable: ended('alarm', 'octagon-cross', 'Undeliverable'),
} as const satisfies Record<string, StatusLook>;

export type OrderStatus = keyof typeof STATUSES;

export const ORDER_STATUSES = Object.keys(STATUSES) as OrderStatus[];

/** A status that this page does not know yet still gets a name, and never a look that claims something. */
export function lookOf(status: string): StatusLook {
  return status in STATUSES
    ? STATUSES[status as OrderStatus]
    : open(
        'idle',
        'ring-dashed',
        status.replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase()),
      );
}

export const isCarried = (status: string): boolean =>
  ['picked_up', 'arrived_at_dropoff', 'stranded', 'rescuing', 'returning'].includes(status);

export const isBeforePickup = (status: string): boolean =>
  ['scheduled', 'unassigned', 'offered', 'assigned', 'arrived_at_pickup'].includes(status);

export const familyColor = (family: StatusFamily): string => `var(--${family})`;
