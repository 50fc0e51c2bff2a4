import { join } from 'node:path';
import express, { Router, type Request, type RequestHandler, type Response } from 'express';
import { isUnavailable } from '../../db/violations';
import type { Tracking } from '../../contracts/http';
import { noteMatch } from '../matched-route';
import { ApiProblem } from '../problem';
import type { TrackingView } from '../tracking-view';
import type { TrackPage } from './template';

export interface TrackPageDependencies {
  page: TrackPage | null;
  view: TrackingView;
  webRoot: string;
  /** Sites that may show the page in a frame. */
  embedOrigins: string[];
}

const YEAR_MS = 365 * 86_400_000;
const EMBED_SCRIPT_MS = 3_600_000;
const LANGUAGES_MAX = 10;

/** The customer's page, and the script that puts it into a merchant's own site. */
export function serveTrackPage({ page, view, webRoot, embedOrigins }: TrackPageDependencies): Router {
  const router = Router();
  if (!page) return router;
  router.use('/track/assets', express.static(join(webRoot, 'track/assets'), { immutable: true, maxAge: YEAR_MS }));
  router.get('/embed/track.js', (_req, res) => {
    // It is loaded by other sites: that is what it is for.
    res.set('Cross-Origin-Resource-Policy', 'cross-origin');
    res.sendFile(join(webRoot, 'embed/track.js'), { maxAge: EMBED_SCRIPT_MS });
  });

  router.get('/track/:token', answerWith(page, view, embedOrigins));
  return router;
}

function answerWith(page: TrackPage, view: TrackingView, embedOrigins: string[]): RequestHandler<{ token: string }> {
  return async (req, res) => {
    noteMatch(req, res, '/track/{token}');
    const isEmbedded = req.query['embed'] === '1';
    protect(res, page.styleHash, isEmbedded ? embedOrigins : []);
    const found = await look(view, req.params.token);
    const html = page.html({
      tracking: typeof found === 'string' ? null : found,
      token: req.params.token,
      isUnavailable: found === 'unavailable',
      languages: languagesOf(req),
      isEmbedded,
      theme: themeOf(req),
    });
    res
      .status(found === 'ended' ? 404 : found === 'unavailable' ? 503 : 200)
      .type('html')
      .send(html);
  };
}

async function look(view: TrackingView, token: string): Promise<Tracking | 'ended' | 'unavailable'> {
  try {
    return await view.answer(await view.openedBy(token));
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'not_found') return 'ended';
    if (isUnavailable(error)) return 'unavailable';
    throw error;
  }
}

/** Stricter than for other pages: the address is a secret, and whoever is sent on must not carry it along. */
function protect(res: Response, styleHash: string, frames: string[]): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src ${styleHash}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frames.join(' ') || "'none'"}`,
  ];
  res.set({
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
    Vary: 'Accept-Language, Cookie',
  });
  // Browsers that know frame-ancestors ignore it; the others cannot name several sites.
  if (frames.length > 0) res.removeHeader('X-Frame-Options');
}

/** `?lang=` first, for shops that know what their customer reads. */
function languagesOf(req: Pick<Request, 'query' | 'acceptsLanguages'>): string[] {
  const asked = req.query['lang'];
  const wanted = typeof asked === 'string' ? [asked] : [];
  return [...wanted, ...req.acceptsLanguages()]
    .slice(0, LANGUAGES_MAX)
    .filter((tag) => /^[A-Za-z0-9-]{2,35}$/.test(tag));
}

const themeOf = (req: Pick<Request, 'get'>): string | null =>
  /(?:^|;\s*)outrider_theme=(light|dark)(?:;|$)/.exec(req.get('cookie') ?? '')?.[1] ?? null;
