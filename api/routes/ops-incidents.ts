import * as http from '../../contracts/http';
import type { IncidentRecord, Incidents } from '../../db/incidents';
import { ok } from '../answer';
import { incidentAnswer } from '../answers/escalations';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import { ApiProblem, notFound } from '../problem';
import type { Serve } from '../serve';

/** What is wrong with whole markets and zones. */
export function serveOpsIncidents({ on }: Serve, { incidents }: { incidents: Incidents }): void {
  async function visible(id: string, caller: OpsCaller | AdminCaller): Promise<IncidentRecord> {
    const found = await incidents.find(id);
    if (!found || !seesMarket(caller, found.marketId)) throw notFound('incident');
    return found;
  }

  on(http.listIncidents, async ({ query: { limit, cursor, status, market_id }, caller }) => {
    if (market_id !== undefined && !seesMarket(caller, market_id)) throw notFound('market');
    const rows = await incidents.list({
      marketIds: market_id === undefined ? caller.markets : [market_id],
      status,
      limit: limit + 1,
      after: keyOf(cursor, isIdKey),
    });
    return ok(pageOf(rows, limit, ({ id }) => id, incidentAnswer));
  });

  on(http.acknowledgeIncident, async ({ params, caller, actor }) => {
    const { id } = await visible(params.incident_id, caller);
    if (!(await incidents.acknowledge(id, actor))) {
      throw new ApiProblem('escalation_closed', 'Its cause has gone: the incident is closed.');
    }
    return ok(incidentAnswer(await visible(id, caller)));
  });
}
