/** A thing that people must look at, as `GET /v1/ops/escalations` tells it. */
export interface Escalation {
  id: string;
  order_id: string;
  rung: number;
  reason: string;
  status: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
  owner: string | null;
  raised_at: string;
  deadline_at: string;
  snoozed_until: string | null;
  snooze_reason: string | null;
  resolved_at: string | null;
  outcome: string | null;
  notes: { id: string; author: string; text: string; created_at: string }[];
  suggested_actions: SuggestedAction[];
  order: { external_id: string; status: string; version: number };
}

export interface SuggestedAction {
  action: string;
  label: string;
  /** Where to POST `body`; null where people call or go. */
  path: string | null;
  body: Record<string, unknown>;
  effect: {
    text: string;
    minutes: number | null;
    cost: { amount: number; currency: string } | null;
    drivers: number | null;
  };
}

/** What has to be read again once something was done about it. */
export const escalationKeys = ({ order_id }: Pick<Escalation, 'order_id'>): string[][] => [
  ['escalations'],
  ['story', order_id],
];

/** One thing that is wrong with a market or a zone, instead of an escalation for each order that it holds up. */
export interface Incident {
  id: string;
  cause: string;
  zone_id: string | null;
  owner: string | null;
  raised_at: string;
  resolved_at: string | null;
  outcome: string | null;
  orders_total: number;
  orders: { id: string; external_id: string; status: string; zone_id: string }[];
}

const CAUSES: Record<string, string> = {
  no_drivers: 'No drivers in the market',
  zone_without_drivers: 'A zone has no drivers',
  zone_paused: 'A zone is paused',
  matching_stopped: 'Matching stands still',
  provider_down: 'A provider does not answer',
};

const sentence = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

export const causeInWords = (cause: string): string => CAUSES[cause] ?? sentence(cause);

const REASONS: Record<string, string> = {
  unassigned: 'Too long without a driver',
  refused: 'Everybody refuses',
  late: 'Its promise cannot be kept',
  driver_lost: 'Its driver is lost',
};

/** Why people were called. A reason that this page does not know yet is shown by its own name. */
export const reasonInWords = (reason: string): string => REASONS[reason] ?? sentence(reason);
