/**
 * Why an order leaves a driver, or the driver who was asked: data for the record, the console and analytics. `pickup`:
 * before the goods were his, another driver is asked; `rescue`: after, the goods are collected where they are. Evidence
 * names what is recorded beside it.
 */
export interface ReassignmentReason {
  code: string;
  stages: readonly ('offer' | 'pickup' | 'rescue')[];
  label: string;
  /** He is not asked for it again until that is forgiven. */
  excludes: boolean;
  evidence: readonly string[];
}

export const REASSIGNMENT_REASONS = [
  { code: 'declined', stages: ['offer'], label: 'said no', excludes: true, evidence: ['reason'] },
  { code: 'expired', stages: ['offer'], label: 'did not answer', excludes: true, evidence: [] },
  { code: 'withdrawn', stages: ['offer'], label: 'could not be asked any more', excludes: false, evidence: ['reason'] },
  { code: 'released', stages: ['pickup', 'rescue'], label: 'gave it back', excludes: true, evidence: ['said'] },
  { code: 'offline', stages: ['pickup', 'rescue'], label: 'went off', excludes: true, evidence: ['reason'] },
  { code: 'dark', stages: ['pickup', 'rescue'], label: 'no position', excludes: true, evidence: ['silent_s'] },
  {
    code: 'stalled',
    stages: ['pickup', 'rescue'],
    label: 'did not come nearer',
    excludes: true,
    evidence: ['stalled_s', 'metres_left'],
  },
  {
    code: 'projected_late',
    stages: ['pickup'],
    label: 'would have been late, another driver not',
    excludes: true,
    evidence: ['late_risk', 'expected_at', 'better_at'],
  },
  { code: 'closed', stages: ['pickup'], label: 'the shop was closed', excludes: false, evidence: ['said'] },
  { code: 'not_ready', stages: ['pickup'], label: 'the goods were not ready', excludes: false, evidence: ['said'] },
  {
    code: 'stop_failed',
    stages: ['pickup', 'rescue'],
    label: 'could not collect',
    excludes: true,
    evidence: ['said'],
  },
  { code: 'stage_late', stages: ['pickup', 'rescue'], label: 'let the time pass', excludes: true, evidence: [] },
  { code: 'vehicle', stages: ['pickup', 'rescue'], label: 'vehicle trouble', excludes: true, evidence: ['said'] },
  { code: 'accident', stages: ['pickup', 'rescue'], label: 'an accident', excludes: true, evidence: ['said'] },
  { code: 'unable', stages: ['pickup', 'rescue'], label: 'cannot go on', excludes: true, evidence: ['said'] },
  {
    code: 'requeued',
    stages: ['pickup', 'rescue'],
    label: 'sent back by people',
    excludes: false,
    evidence: ['reason'],
  },
  {
    code: 'taken_out',
    stages: ['pickup', 'rescue'],
    label: 'taken out by people',
    excludes: true,
    evidence: ['reason'],
  },
  {
    code: 'assigned_by_hand',
    stages: ['pickup'],
    label: 'given to another by people',
    excludes: false,
    evidence: ['note'],
  },
] as const satisfies readonly ReassignmentReason[];
export type ReassignmentCode = (typeof REASSIGNMENT_REASONS)[number]['code'];
