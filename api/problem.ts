import type { Problem, ProblemCode } from '../contracts/http';
import type { AvailabilityOutcome, Outcome, SettleOutcome } from '../domain/dispatch/outcome';

export type FieldError = NonNullable<Problem['errors']>[number];

/** A request that cannot be answered as asked. The detail is written for the caller. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors?: FieldError[],
  ) {
    super(`${code}: ${detail}`);
  }
}

/** A transition that the database refused, with how things stand instead. */
export class Refused extends Error {
  override name = 'Refused';

  constructor(readonly outcome: RefusedOutcome) {
    super(`refused: ${outcome.code}`);
  }
}

export type RefusedOutcome = Pick<Outcome, 'order' | 'proof'> &
  Pick<SettleOutcome, 'offer'> &
  Pick<AvailabilityOutcome, 'orders' | 'until'> & { code?: ProblemCode; limits?: Problem['limits'] };

/** One and the same answer for what is not there and for what is somebody else's. */
export const notFound = (what: string): ApiProblem => new ApiProblem('not_found', `There is no such ${what}.`);

export const invalid = (...errors: FieldError[]): ApiProblem =>
  new ApiProblem('invalid_request', 'The request has fields that are not right.', errors);
