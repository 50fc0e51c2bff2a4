import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { IMAGE_TYPES, type Access, type Endpoint } from '../contracts/http';
import type { Actor } from '../domain/actor';
import type { Answer } from './answer';
import type { Authenticate } from './auth/authenticate';
import { actorOf, holderOf, mayCall, type Caller, type CallerFor } from './caller';
import { fingerprintOf, type Idempotent } from './idempotency';
import { noteMatch } from './matched-route';
import { ApiProblem, invalid } from './problem';

const BODY_MAX = '100kb';

/** A request that has been let in and parsed. */
export interface Call<Params, Query, Body, Who extends Access> {
  caller: CallerFor<Who>;
  params: Params;
  query: Query;
  body: Body;
  /** Who did it, as events keep it. */
  actor: Actor;
  requestId: string;
}

type Parsed<S> = S extends Schema ? z.infer<S> : never;
type CallOf<P, Q, B, Who extends Access> = Call<Parsed<P>, Parsed<Q>, Parsed<B>, Who>;
type Schema = z.ZodType;

export interface Serve {
  /** Everything that goes into the application. */
  router: Router;
  /** A route: let in, parse, hand over, answer. */
  on: <P extends Schema, Q extends Schema, B extends Schema, Who extends Access>(
    endpoint: Endpoint<P, Q, B, Who>,
    handle: (call: CallOf<P, Q, B, Who>) => Promise<Answer>,
  ) => void;
  /** A route that keeps its connection and writes to it itself. */
  stream: <P extends Schema, Q extends Schema, B extends Schema, Who extends Access>(
    endpoint: Endpoint<P, Q, B, Who>,
    handle: (call: CallOf<P, Q, B, Who>, req: Request, res: Response) => Promise<void>,
  ) => void;
}

export interface ServeDependencies {
  authenticate: Authenticate;
  limit: RequestHandler;
  idempotent: Idempotent;
  /** Somebody has asked for something to be done, and it has been answered. */
  acted?: (caller: Caller) => void;
}

/** Binds endpoints of the contract to what answers them. */
export function createServe({ authenticate, limit, idempotent, acted }: ServeDependencies): Serve {
  const router = Router();
  const jsonUpTo = (bodyMax: string): RequestHandler => express.json({ limit: bodyMax });
  const json = jsonUpTo(BODY_MAX);

  const admit =
    (access: Access, path: string): RequestHandler =>
    async (req, res, next) => {
      noteMatch(req, res, path);
      const caller = await authenticate(req.get('authorization'));
      res.locals.caller = caller;
      // Limits come before the refusal, so that nobody can try tokens without end.
      limit(req, res, (error?: unknown) => next(error ?? refusal(caller, access)));
    };

  /** Whoever shows nothing may read as he likes; what he writes counts against his address. */
  const admitAnybody =
    ({ method, path }: Endpoint): RequestHandler =>
    (req, res, next) => {
      noteMatch(req, res, path);
      if (method === 'get') next();
      else limit(req, res, next);
    };

  const bind = (endpoint: Endpoint, last: RequestHandler): void => {
    const before = [endpoint.access === 'public' ? admitAnybody(endpoint) : admit(endpoint.access, endpoint.path)];
    const parse = endpoint.takesImage
      ? [demandImage, express.raw({ type: IMAGE_TYPES, limit: endpoint.bodyMax ?? BODY_MAX })]
      : endpoint.body
        ? [demandJson, endpoint.bodyMax ? jsonUpTo(endpoint.bodyMax) : json]
        : [];
    router[endpoint.method](endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), ...before, ...parse, last);
  };

  return {
    router,
    on(endpoint, handle) {
      bind(endpoint, async (req, res) => {
        const call = parseCall(endpoint, req, res) as Parameters<typeof handle>[0];
        // Answers are kept for whoever asked: where nobody is known, none is.
        // A picture that comes twice is the same picture.
        const isKept = endpoint.method !== 'get' && endpoint.access !== 'public' && !endpoint.takesImage;
        const key = isKept ? req.get('idempotency-key') : undefined;
        const answer =
          key === undefined
            ? await handle(call)
            : await idempotent(identify(req, res, key, endpoint), () => handle(call));
        if (endpoint.method !== 'get' && call.caller) acted?.(call.caller);
        send(res, answer);
      });
    },
    stream(endpoint, handle) {
      bind(endpoint, async (req, res) => {
        await handle(parseCall(endpoint, req, res) as Parameters<typeof handle>[0], req, res);
      });
    },
  };
}

function refusal(caller: Caller | null, access: Access): ApiProblem | undefined {
  if (!caller) return new ApiProblem('unauthenticated', 'Send a valid API key or token as `Authorization: Bearer …`.');
  if (!mayCall(caller, access)) return new ApiProblem('forbidden', `This needs ${access}; you are ${caller.role}.`);
  return undefined;
}

function parseCall(endpoint: Endpoint, req: Request, res: Response): Call<unknown, unknown, unknown, 'any'> {
  const caller = res.locals.caller as Caller;
  return {
    caller,
    params: endpoint.params?.parse(req.params),
    query: endpoint.query?.parse(req.query),
    body: endpoint.body?.parse(req.body ?? {}),
    actor: caller && actorOf(caller, String(res.locals.requestId)),
    requestId: String(res.locals.requestId),
  };
}

/** Without this a body of another type would be taken for an empty one. */
const demandJson: RequestHandler = (req, _res, next) => {
  const hasBody = req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;
  next(hasBody && !req.is('application/json') ? new ApiProblem('unsupported_media_type', 'Send JSON.') : undefined);
};

const demandImage: RequestHandler = (req, _res, next) =>
  next(req.is(IMAGE_TYPES) ? undefined : new ApiProblem('unsupported_media_type', 'Send a JPEG, PNG or WebP picture.'));

function identify(req: Request, res: Response, key: string, { secret = false }: Endpoint) {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalid({ pointer: '/Idempotency-Key', message: 'must be 1 to 255 visible ASCII characters' });
  }
  const fingerprint = fingerprintOf([req.method, req.originalUrl, req.body ?? null]);
  return { holder: holderOf(res.locals.caller as Caller), key, fingerprint, secret };
}

function send(res: Response, { status, body, location, replayed, csv }: Answer): void {
  if (replayed) res.set('Idempotency-Replayed', 'true');
  if (location !== undefined) res.location(location);
  res.status(status);
  if (csv) res.type('text/csv').attachment(csv.name).send(csv.text);
  else if (body === undefined || body === null) res.end();
  else if (status >= 400) sendProblem(res, body);
  else res.json(body);
}

const sendProblem = (res: Response, body: object): void =>
  void res.type('application/problem+json').send(JSON.stringify({ ...body, request_id: String(res.locals.requestId) }));
