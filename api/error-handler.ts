import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { ZodError } from 'zod';
import type { Problem, ProblemCode } from '../contracts/http';
import { isUnavailable } from '../db/violations';
import { allowedRequests } from '../domain/lifecycle/transitions';
import { ApiProblem, Refused, type FieldError, type RefusedOutcome } from './problem';

/** The only table from failure to status. Titles name the class of problem; details and members say what to do. */
const PROBLEMS: Record<ProblemCode, [status: number, title: string]> = {
  malformed_json: [400, 'The body is not JSON'],
  unauthenticated: [401, 'No valid credential'],
  link_ended: [401, 'The link has ended'],
  session_ended: [401, 'The session has ended'],
  forbidden: [403, 'Not allowed with this credential'],
  not_found: [404, 'Not found'],
  order_not_found: [404, 'Not found'],
  offer_not_found: [404, 'Not found'],
  // A reservation is nothing that a driver has been told of.
  offer_not_open: [404, 'Not found'],
  driver_not_found: [404, 'Not found'],
  stop_not_found: [404, 'Not found'],
  escalation_not_found: [404, 'Not found'],
  illegal_transition: [409, 'Not possible in this status'],
  too_early: [409, 'Too early'],
  intake_paused: [503, 'No new orders are taken now'],
  order_changed: [409, 'The order has changed'],
  external_id_conflict: [409, 'Another order has this external_id'],
  offer_closed: [409, 'The offer has ended'],
  offer_lapsed: [409, 'The offer has ended'],
  driver_not_available: [409, 'The driver is not available'],
  driver_has_offer: [409, 'The driver is being asked already'],
  driver_full: [409, 'The driver has no room'],
  already_assigned: [409, 'The driver has this order already'],
  not_your_order: [409, 'The order is not yours any more'],
  stop_closed: [409, 'The stop has been closed'],
  not_picked_up: [409, 'The goods have not been picked up'],
  proof_needed: [409, 'Proof is needed'],
  wrong_pin: [409, 'The PIN is wrong'],
  pin_attempts_used: [409, 'The PIN was wrong too often'],
  off_shift: [409, 'Not on shift'],
  orders_aboard: [409, 'Orders are aboard'],
  goods_aboard: [409, 'Goods are aboard'],
  rest_needed: [409, 'A rest is needed first'],
  break_too_long: [409, 'The break is too long'],
  not_on_break: [409, 'No break to end'],
  reason_needed: [409, 'A reason is needed'],
  shift_is_over: [409, 'The shift is over'],
  shift_has_begun: [409, 'The shift has begun'],
  shift_overlaps: [409, 'There is a shift at that time'],
  too_many_hours: [409, 'More hours than are allowed'],
  shift_not_found: [404, 'Not found'],
  tip_only_rises: [409, 'A tip only rises'],
  too_many_changes: [409, 'Changed too often'],
  not_counted: [409, 'It does not count'],
  appeal_decided: [409, 'It has been decided'],
  already_exists: [409, 'It exists already'],
  endpoint_disabled: [409, 'The endpoint is disabled'],
  escalation_closed: [409, 'The escalation has been resolved'],
  policy_changed: [409, 'The policy has changed'],
  taken_out: [409, 'You have been taken out'],
  zone_closed: [409, 'The zone is closed'],
  zone_changed: [409, 'The zone has changed'],
  zone_not_found: [404, 'Not found'],
  too_many_zones: [409, 'The market has as many zones as it may'],
  idempotency_in_progress: [409, 'The first request with this key is still running'],
  answer_not_kept: [409, 'The answer to the first request is not kept'],
  body_too_large: [413, 'The body is too large'],
  unsupported_media_type: [415, 'Only application/json is taken'],
  invalid_request: [422, 'The request is not valid'],
  idempotency_key_reused: [422, 'The key belongs to another request'],
  rate_limited: [429, 'Too many requests'],
  internal: [500, 'Something went wrong here'],
  unavailable: [503, 'Not available at the moment'],
};

/** For the documentation. */
export const PROBLEM_TABLE = Object.entries(PROBLEMS).map(([code, [status, title]]) => ({ code, status, title }));

const DETAILS: Partial<Record<ProblemCode, string>> = {
  external_id_conflict: 'An order with this external_id was placed with another body.',
  driver_not_available: 'The driver is not on shift or takes no orders now.',
  driver_has_offer: 'The driver has an offer that is not answered yet.',
  driver_full: 'The driver carries as many orders as he may.',
  already_assigned: 'The order is assigned to this driver already.',
  not_your_order: 'The order was taken off your route.',
  stop_closed: 'The stop left your route or has been reported otherwise.',
  not_picked_up: 'Report the pickup before its delivery.',
  escalation_closed: 'Somebody has resolved it.',
  wrong_pin: 'That was the last try: your dispatcher decides.',
  pin_attempts_used: 'Your dispatcher decides: he can let the order go without it.',
  intake_paused: 'The market has paused its intake; orders that were taken go on. Try again later.',
  taken_out: 'Dispatch has taken you out: ask them.',
  zone_changed: 'Somebody has changed it since: fetch it again.',
  off_shift: 'Come on first.',
  orders_aboard: 'Finish them, or give them back with `hand_over`.',
  goods_aboard: 'They are in your hands: deliver them or bring them back first.',
  rest_needed: 'The hours since the last rest are used up.',
  shift_is_over: 'The off time has come or the hours are used up.',
  shift_has_begun: 'Go off, or ask for the last order.',
  shift_overlaps:
    'There is a shift at that time. One that runs counts until its off time, or until its hours are over.',
  too_many_hours: 'Plan fewer hours, or leave more rest beside them: `limits` says how much.',
  link_ended: 'It has been used, or is too old. Ask for a new one.',
  session_ended: 'Sign in again.',
  tip_only_rises: 'A driver may have said yes because of it.',
  too_many_changes: 'Nothing more can be changed through this link.',
  internal: 'It has been logged under the request_id.',
  unavailable: 'Try again in a moment.',
};

export type ProblemBody = Omit<Problem, 'request_id'>;

export function problemOf(error: unknown): ProblemBody {
  if (error instanceof ApiProblem) return body(error.code, error.detail, { errors: error.errors });
  if (error instanceof Refused) return refusal(error.outcome);
  if (error instanceof ZodError) {
    return body('invalid_request', 'The request has fields that are not right.', { errors: fieldErrors(error) });
  }
  // A path that cannot be decoded names nothing.
  if (error instanceof URIError) return body('not_found', 'There is no such path.');
  const http = bodyParserCode(error);
  if (http) return body(http, PROBLEMS[http][1] + '.');
  return body(isUnavailable(error) ? 'unavailable' : 'internal');
}

/** Express knows an error handler by its four parameters. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error, _req, res, next) => {
    const problem = problemOf(error);
    const requestId = String(res.locals.requestId ?? '');
    if (problem.status >= 500) log.error({ err: error, request_id: requestId }, problem.title);
    if (res.headersSent) return next(error);
    if (problem.status === 503) res.set('Retry-After', problem.code === 'intake_paused' ? '30' : '1');
    if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer');
    res
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problem, request_id: requestId }));
  };
}

function body(code: ProblemCode, detail?: string, members: Partial<ProblemBody> = {}): ProblemBody {
  const [status, title] = PROBLEMS[code];
  const present = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  return { type: `/docs#${code}`, title, status, code, detail: detail ?? DETAILS[code] ?? `${title}.`, ...present };
}

function refusal({ code = 'internal', order, offer, orders, until, proof, limits }: RefusedOutcome): ProblemBody {
  if (code === 'illegal_transition' && order) {
    const allowed = allowedRequests(order.status);
    return body(code, `The order is ${order.status}; possible now: ${allowed.join(', ') || 'nothing'}.`, {
      order: { id: order.id, status: order.status, version: order.version },
      allowed,
    });
  }
  if ((code === 'offer_closed' || code === 'offer_lapsed') && offer) return closedOffer(code, offer);
  if (PROBLEMS[code][0] === 404) return body('not_found', 'There is no such thing for you.');
  if (code === 'wrong_pin' && proof?.attemptsLeft) {
    const tries = proof.attemptsLeft === 1 ? '1 try is' : `${proof.attemptsLeft} tries are`;
    return body(code, `Ask the customer again: ${tries} left.`, { proof: proofAnswer(proof) });
  }
  if (code === 'proof_needed' && proof) return body(code, PROOF_WORDS[proof.demanded], { proof: proofAnswer(proof) });
  return body(code, undefined, {
    proof: proof && proofAnswer(proof),
    aboard: orders?.map(aboardAnswer),
    until: until && instant(until),
    limits,
  });
}

const PROOF_WORDS = {
  none: undefined,
  photo: 'Send a photo of the door first.',
  signature: 'Send the signature first.',
  pin: "Send the customer's PIN as `proof.pin`.",
};

const proofAnswer = ({ demanded, attemptsLeft }: NonNullable<RefusedOutcome['proof']>) => ({
  demanded,
  ...(attemptsLeft !== undefined && { attempts_left: attemptsLeft }),
});

const aboardAnswer = ({ id, externalId, status, pickedUp }: NonNullable<RefusedOutcome['orders']>[number]) => ({
  id,
  external_id: externalId,
  status,
  picked_up: pickedUp,
});

function closedOffer(code: ProblemCode, offer: NonNullable<RefusedOutcome['offer']>): ProblemBody {
  const outcome = endOf(offer.status, offer.reason);
  return body(code, outcome ? `The offer has ended: ${outcome}.` : undefined, {
    offer: { id: offer.id, status: offer.status, settled_at: offer.settledAt && instant(offer.settledAt), outcome },
  });
}

/** How an offer ended in a driver's words; null while it is open. */
export function endOf(status: string, reason: string | null): NonNullable<Problem['offer']>['outcome'] {
  if (status === 'withdrawn') return reason === 'taken' ? 'taken' : 'withdrawn';
  return status === 'accepted' || status === 'declined' || status === 'expired' ? status : null;
}

const instant = (text: string): string => new Date(text).toISOString();

const fieldErrors = ({ issues }: ZodError): FieldError[] =>
  issues.flatMap((issue) => {
    const at = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: `${at}/${key}`, message: 'is not a known field' }))
      : [{ pointer: at, message: issue.message }];
  });

/** What body-parser and the router throw, by their `type` and `status`. */
function bodyParserCode(error: unknown): ProblemCode | null {
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return 'body_too_large';
  if (status === 415) return 'unsupported_media_type';
  return status === 400 ? 'malformed_json' : null;
}
