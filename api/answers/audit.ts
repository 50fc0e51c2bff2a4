import { toSnakeCase, type AuditEvent } from '../../contracts/http';
import { orderDispatchId } from '../../contracts/order-dispatch';
import { driverShiftId } from '../../contracts/driver-shift';
import type { AuditRow } from '../../db/read-models/audit';
import { instant, instantOrNull } from './common';
import { csvLine } from './csv';

/** An audited fact for operators. Nothing in it says anything of a person. */
export const auditEvent = (row: AuditRow): AuditEvent => ({
  id: row.id,
  type: row.type,
  market_id: row.market_id,
  order_id: row.order_id,
  number: row.number,
  driver_id: row.driver_id,
  merchant_id: row.merchant_id,
  zone_id: row.zone_id,
  subject_id: row.subject_id,
  status_from: row.status_from,
  status_to: row.status_to,
  actor: toSnakeCase(row.actor) as AuditEvent['actor'],
  workflow: workflowOf(row),
  data: row.data,
  before: row.before,
  after: row.after,
  personal: row.personal,
  occurred_at: instant(row.occurred_at),
  market_at: instantOrNull(row.market_at),
  recorded_at: instant(row.recorded_at),
  hash: row.hash,
});

/** The one that did it says so itself; otherwise the one that is told of it. */
function workflowOf({ actor, order_id, number, subject_id, type }: AuditRow): AuditEvent['workflow'] {
  const { workflowId, runId } = actor as { workflowId?: string; runId?: string };
  if (workflowId !== undefined) return { id: workflowId, run_id: runId ?? null };
  if (order_id !== null && number !== null) return { id: orderDispatchId(order_id), run_id: null };
  if (type.startsWith('shift.') && subject_id !== null) return { id: driverShiftId(subject_id), run_id: null };
  return null;
}

const COLUMNS: (keyof AuditEvent)[] = [
  'recorded_at',
  'occurred_at',
  'market_at',
  'id',
  'type',
  'market_id',
  'order_id',
  'number',
  'driver_id',
  'merchant_id',
  'zone_id',
  'subject_id',
  'status_from',
  'status_to',
  'actor',
  'workflow',
  'data',
  'before',
  'after',
  'personal',
  'hash',
];

export const AUDIT_FORMATS = {
  csv: {
    type: 'text/csv; charset=utf-8',
    head: csvLine(COLUMNS),
    line: (event: AuditEvent): string => csvLine(COLUMNS.map((column) => event[column])),
  },
  ndjson: {
    type: 'application/x-ndjson',
    head: '',
    line: (event: AuditEvent): string => `${JSON.stringify(event)}\n`,
  },
};
