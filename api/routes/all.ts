import type { Parts } from '../parts';
import type { Serve } from '../serve';
import { serveAdminAccounts, serveAdminCredentials } from './admin-accounts';
import { serveAdminErasures } from './admin-erasures';
import { serveAdminMarkets } from './admin-markets';
import { serveDriver, serveDriverOffers, serveDriverRoute } from './driver';
import { serveDriverPositions } from './driver-positions';
import { serveDriverRecord, servePushSubscriptions } from './driver-record';
import { serveDriverShift } from './driver-shift';
import { serveEstimates } from './estimates';
import { serveMessages } from './messages';
import { serveOpsAnalytics } from './ops-analytics';
import { serveAssignPreview } from './ops-assign-preview';
import { serveOpsAudit } from './ops-audit';
import { serveOpsBoard, type OpsBoardDependencies } from './ops-board';
import { serveDecisionMap } from './ops-decision-map';
import { serveOpsDrivers } from './ops-drivers';
import { serveOpsEscalations } from './ops-escalations';
import { serveOpsEta } from './ops-eta';
import { serveOpsIncidents } from './ops-incidents';
import { serveOpsMoves } from './ops-moves';
import { serveOpsOrders } from './ops-orders';
import { serveOpsPlan } from './ops-plan';
import { serveOpsPolicies } from './ops-policies';
import { serveShadowRuns } from './ops-shadow-runs';
import { serveOpsSwitches } from './ops-switches';
import { serveZoneHealth } from './ops-zone-health';
import { serveOpsZones } from './ops-zones';
import { serveOrders } from './orders';
import { serveProof, serveStopProof } from './proof';
import { serveScoreAppeals } from './score-appeals';
import { serveDriverSessions, serveOpsSessions } from './sessions';
import { serveStreams } from './streams';
import { serveSystem } from './system';
import { serveTracking } from './tracking';
import { serveTrackingActions } from './tracking-actions';
import { serveWebhooks } from './webhooks';

type Served = Parts & Pick<OpsBoardDependencies, 'moments'>;

/** Every route, by whom it is for. What is served first is matched first. */
export function serveRoutes(serve: Serve, parts: Served): void {
  serveMerchants(serve, parts);
  serveDrivers(serve, parts);
  serveOperators(serve, parts);
  serveAdministrators(serve, parts);
  serveCustomers(serve, parts);
  serveStreams(serve, parts);
  serveSystem(serve, parts);
}

function serveMerchants(serve: Serve, parts: Parts): void {
  serveOrders(serve, parts);
  serveEstimates(serve, parts);
  serveProof(serve, parts);
  serveMessages(serve, parts);
  serveWebhooks(serve, parts);
}

function serveDrivers(serve: Serve, parts: Parts): void {
  serveDriver(serve, parts);
  serveDriverShift(serve, parts);
  serveDriverPositions(serve, parts);
  serveDriverRecord(serve, parts);
  servePushSubscriptions(serve, parts);
  serveDriverOffers(serve, parts);
  serveDriverRoute(serve, parts);
  serveStopProof(serve, parts);
  serveScoreAppeals(serve, parts);
  serveDriverSessions(serve, parts);
}

function serveOperators(serve: Serve, parts: Served): void {
  const { fromReplica } = parts;
  serveOpsBoard(serve, parts);
  serveOpsOrders(serve, { ...parts, searches: fromReplica.searches });
  serveOpsMoves(serve, parts);
  serveAssignPreview(serve, parts);
  serveDecisionMap(serve, parts);
  serveOpsEscalations(serve, parts);
  serveOpsIncidents(serve, parts);
  serveOpsSwitches(serve, parts);
  serveOpsPlan(serve, parts);
  serveOpsZones(serve, parts);
  serveZoneHealth(serve, parts);
  serveOpsDrivers(serve, parts);
  serveOpsPolicies(serve, parts);
  serveShadowRuns(serve, parts);
  serveOpsAnalytics(serve, parts);
  serveOpsEta(serve, { ...parts, ...fromReplica });
  serveOpsAudit(serve, parts);
  serveOpsSessions(serve, parts);
}

function serveAdministrators(serve: Serve, parts: Parts): void {
  serveAdminMarkets(serve, parts);
  serveAdminAccounts(serve, parts);
  serveAdminCredentials(serve, parts);
  serveAdminErasures(serve, parts);
}

function serveCustomers(serve: Serve, parts: Parts): void {
  serveTracking(serve, parts);
  serveTrackingActions(serve, parts);
}
