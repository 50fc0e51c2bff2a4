import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import express, { Router, type Response } from 'express';
import helmet from 'helmet';

/** Each page is a folder of dist/web, served under the path of the same name; a path inside it is the page's own. */
const PAGES = ['ops', 'driver'];
const YEAR_MS = 365 * 86_400_000;

export function servePages(webRoot: string): Router {
  const router = Router();
  for (const page of PAGES) {
    const folder = join(webRoot, page);
    const index = join(folder, 'index.html');
    if (!existsSync(index)) continue;
    // Built files carry a hash in their names.
    router.use(`/${page}/assets`, express.static(join(folder, 'assets'), { immutable: true, maxAge: YEAR_MS }));
    router.use(`/${page}`, express.static(folder, { maxAge: 0, redirect: false, setHeaders: scopeOf(page) }));
    router.get([`/${page}`, `/${page}/{*inside}`], (_req, res) => res.sendFile(index, { maxAge: 0 }));
  }
  return router;
}

/** A service worker lies inside its page's folder and is to serve the page itself, too, whose path has no slash at the end. */
const scopeOf =
  (page: string) =>
  (res: Response, path: string): void => {
    if (basename(path) === 'service-worker.js') res.setHeader('Service-Worker-Allowed', `/${page}`);
  };

/** Nothing from elsewhere, unless a map style is configured: MapLibre runs its workers from blobs. */
export function securityHeaders(mapStyleUrl: string | undefined): ReturnType<typeof helmet> {
  const map = mapStyleUrl === undefined ? [] : [new URL(mapStyleUrl).origin];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        connectSrc: ["'self'", ...map],
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...map],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        workerSrc: ["'self'", 'blob:'],
      },
    },
    crossOriginEmbedderPolicy: false,
  });
}
