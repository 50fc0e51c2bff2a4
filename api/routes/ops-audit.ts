import { once } from 'node:events';
import type { Response } from 'express';
import type { z } from 'zod';
import * as http from '../../contracts/http';
import type { Facts } from '../../db/audit';
import type { AuditFilter, AuditKey, AuditReads, AuditRow } from '../../db/read-models/audit';
import { ok } from '../answer';
import { AUDIT_FORMATS, auditEvent } from '../answers/audit';
import { seesMarket } from '../caller';
import { keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface AuditDependencies {
  audit: AuditReads;
  facts: Facts;
  book: MarketBook;
}

/** Events read at once for a file: much for the network, little for the memory. */
const EXPORT_PAGE = 1_000;

/** Who did what, when and why. */
export function serveOpsAudit({ on, stream }: Serve, { audit, facts, book }: AuditDependencies): void {
  on(http.listAudit, async ({ query, caller }) => {
    await visibleMarket(book, caller, query.market_id);
    const rows = await audit.page(filterOf(query), query.limit + 1, keyOf(query.cursor, isAuditKey));
    return ok(pageOf(rows, query.limit, auditKey, auditEvent));
  });

  stream(http.exportAudit, async ({ query, caller, actor }, _req, res) => {
    const { id } = await visibleMarket(book, caller, query.market_id);
    const { format, market_id: _market, ...asked } = query;
    await facts.record({ marketId: id, type: 'audit.exported', data: asked }, actor);
    await writeFile(audit, { ...filterOf(query), to: new Date(query.to ?? Date.now()) }, AUDIT_FORMATS[format], res);
  });

  on(http.getAuditPersonal, async ({ params, caller, actor }) => {
    const found = await audit.personal(params.event_id);
    if (!found || !seesMarket(caller, found.marketId)) throw notFound('event');
    const { body, ...where } = found;
    await facts.record(
      { ...where, type: 'personal.viewed', data: { what: 'event', event_id: params.event_id } },
      actor,
    );
    return ok({ event_id: params.event_id, personal: body });
  });
}

/** Page after page, each read when the one before has gone out: a slow reader holds no transaction open. */
async function writeFile(
  audit: AuditReads,
  filter: AuditFilter,
  { type, head, line }: (typeof AUDIT_FORMATS)['csv'],
  res: Response,
): Promise<void> {
  res.writeHead(200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="audit-${filter.marketId}"`,
  });
  res.write(head);
  let after: AuditKey | null = null;
  do {
    const rows: AuditRow[] = await audit.page(filter, EXPORT_PAGE, after);
    const isDrained = res.write(rows.map((row) => line(auditEvent(row))).join(''));
    if (!isDrained && !res.destroyed) await Promise.race([once(res, 'drain'), once(res, 'close')]);
    const last = rows.length === EXPORT_PAGE ? rows.at(-1) : undefined;
    after = last ? { recordedAt: last.recorded_at, id: last.id } : null;
  } while (after && !res.destroyed);
  res.end();
}

const filterOf = (query: Omit<z.infer<typeof http.AuditQuery>, 'limit' | 'cursor'>): AuditFilter => ({
  marketId: query.market_id,
  orderId: query.order_id,
  driverId: query.driver_id,
  merchantId: query.merchant_id,
  zoneId: query.zone_id,
  actorId: query.actor,
  types: query.type,
  from: query.from === undefined ? undefined : new Date(query.from),
  to: query.to === undefined ? undefined : new Date(query.to),
  words: query.q,
});

const auditKey = ({ recorded_at: recordedAt, id }: AuditRow): AuditKey => ({ recordedAt, id });
const isAuditKey = (key: unknown): key is AuditKey => {
  const { recordedAt, id } = (key ?? {}) as Partial<AuditKey>;
  return http.Instant.safeParse(recordedAt).success && typeof id === 'string' && /^\d{1,18}$/.test(id);
};
