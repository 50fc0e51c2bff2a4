import { createAnticipationActivities } from './anticipation';
import { createAuditActivities } from './audit';
import { createEtaActivities } from './eta';
import { createInsightActivities } from './insight';
import { createMatchingActivities } from './matching';
import { createOperationsActivities } from './operations';
import { createOrderActivities } from './order';
import { createShiftActivities } from './shift';
import { createWebhookActivities } from './webhooks';

export type Ports = Parameters<typeof createOrderActivities>[0] &
  Parameters<typeof createMatchingActivities>[0] &
  Parameters<typeof createOperationsActivities>[0] &
  Parameters<typeof createShiftActivities>[0] &
  Parameters<typeof createEtaActivities>[0] &
  Parameters<typeof createAnticipationActivities>[0] &
  Parameters<typeof createWebhookActivities>[0] &
  Parameters<typeof createInsightActivities>[0] &
  Parameters<typeof createAuditActivities>[0];

/** All effects that workflows may ask for, over the ports that a worker hands in. */
export const createActivities = (ports: Ports) => ({
  ...createOrderActivities(ports),
  ...createMatchingActivities(ports),
  ...createShiftActivities(ports),
  ...createOperationsActivities(ports),
  ...createEtaActivities(ports),
  ...createAnticipationActivities(ports),
  ...createWebhookActivities(ports),
  ...createInsightActivities(ports),
  ...createAuditActivities(ports),
});

export type Activities = ReturnType<typeof createActivities>;
