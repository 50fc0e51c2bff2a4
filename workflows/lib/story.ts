import * as wf from '@temporalio/workflow';
import { DriverIdAttribute, EscalationRungAttribute, OrderStatusAttribute } from '../../contracts/search-attributes';
import type { Next } from '../../domain/dispatch/plan';
import type { StandingOrder } from '../../domain/dispatch/standing-order';

/** What the Temporal Web UI tells of one order: filters by search attributes, the story in the current details. */
export class Story {
  private lines: string[] = [];
  private shown = { status: '', driverId: '' as string | null, rung: -1 };

  /** Notes a change that the workflow has adopted, and updates what operators filter by. */
  adopted(order: StandingOrder): void {
    this.lines.push(`- ${new Date().toISOString()} ${describe(order)} (version ${order.version})`);
    if (this.lines.length > 30) this.lines.shift();
    const { status, driverId, escalationRung: rung } = order;
    if (status === this.shown.status && driverId === this.shown.driverId && rung === this.shown.rung) return;
    this.shown = { status, driverId, rung };
    wf.upsertSearchAttributes([
      { key: OrderStatusAttribute, value: status },
      { key: DriverIdAttribute, value: driverId },
      { key: EscalationRungAttribute, value: rung },
    ]);
  }

  /** Writes the page that operators read. */
  tell(order: StandingOrder, next: Next | null): void {
    const heading = next
      ? `**${order.status}**: waits for ${next.waitsFor} until ${next.at}; otherwise ${next.otherwise}.`
      : `**${order.status}**${order.endReason ? `: ${order.endReason}` : ''}`;
    wf.setCurrentDetails([heading, ...troublesOf(order), this.lines.join('\n')].join('\n\n'));
  }
}

/** What an operator should know before the story, worst first. */
function troublesOf(order: StandingOrder): string[] {
  const { escalationRung: rung, ladderRung, heldUntil, snoozedUntil, strandedAt, moves } = order;
  return [
    ...(strandedAt ? [`The goods have been without their driver since ${strandedAt}.`] : []),
    ...(rung > 0 ? [`Escalated, rung ${rung}${snoozedUntil ? `, snoozed until ${snoozedUntil}` : ''}.`] : []),
    ...(rung === 0 && ladderRung > 0 ? [`The ladder has acted up to rung ${ladderRung}.`] : []),
    ...(heldUntil ? [`Held until ${heldUntil}.`] : []),
    ...(moves > 0 ? [`Drivers lost before the pickup: ${moves}.`] : []),
  ];
}

function describe(order: StandingOrder): string {
  const { offer } = order;
  if (offer?.status === 'reserved') return `driver ${offer.driverId} is to be asked`;
  if (offer?.status === 'open') return `offered to driver ${offer.driverId} until ${offer.expiresAt}`;
  if (order.driverId) return `${order.status} by driver ${order.driverId}`;
  return order.status;
}
