import type { Request, Response } from 'express';

/**
 * Which route answers a request, for whoever accounts for it when it is over. By then the router has taken its own
 * `req.params` back, and where an answer broke off halfway there are none at all.
 */
export function noteMatch({ params }: Request, { locals }: Response, template: string): void {
  locals.route = template;
  locals.params = params;
}

/** The template, not the path: a path holds IDs, and everybody can make up another one. */
export const matchedRoute = ({ locals }: Response): string => (locals.route as string | undefined) ?? 'other';

export const matchedParams = ({ locals }: Response): Request['params'] =>
  (locals.params as Request['params'] | undefined) ?? {};
