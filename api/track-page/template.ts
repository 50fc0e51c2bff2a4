import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { Tracking } from '../../contracts/http';

/** What the page's own renderer (web/track/server.ts) is asked for and answers. */
interface RenderRequest {
  /** Null: the link opens nothing, or `isUnavailable` says that nobody could look. */
  tracking: Tracking | null;
  token: string;
  isUnavailable: boolean;
  /** As the browser likes them, best first. */
  languages: string[];
  isEmbedded: boolean;
  theme: string | null;
}
type Render = (request: RenderRequest) => { attributes: string; title: string; body: string };

export interface TrackPage {
  html: (request: RenderRequest) => string;
  /** For the content security policy: the style sheet is in the page itself, which saves a round trip. */
  styleHash: string;
}

const LINK = /<link rel="stylesheet"[^>]*href="\/track\/([^"]+)"[^>]*>/;

/** The built page. It brings its renderer along, so that the first HTML and the living page are written by the same code. */
export function loadTrackPage(webRoot: string): TrackPage | null {
  const index = join(webRoot, 'track/index.html');
  const renderer = join(webRoot, 'server/track.cjs');
  if (!existsSync(index) || !existsSync(renderer)) return null;
  const render = rendererOf(readFileSync(renderer, 'utf8'), renderer);
  const template = readFileSync(index, 'utf8');
  const [link = '', sheet = ''] = LINK.exec(template) ?? [];
  const style = readFileSync(join(webRoot, 'track', sheet), 'utf8').trim();
  const styled = template.replace(link, () => `<style>${style}</style>`);
  return {
    styleHash: `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    html(request) {
      const { attributes, title, body } = render(request);
      return styled
        .replace('<html lang="en">', () => `<html ${attributes}>`)
        .replace(/<title>[^<]*<\/title>/, () => `<title>${title}</title>`)
        .replace('<!--page-->', () => body);
    },
  };
}

/** A script of ours, built with the page: it is evaluated, because no room imports another's build. */
function rendererOf(source: string, filename: string): Render {
  const module: { exports: { render?: Render } } = { exports: {} };
  const evaluate = runInThisContext(`(function (module, exports) {${source}\n})`, { filename }) as (
    ...parts: [typeof module, object]
  ) => void;
  evaluate(module, module.exports);
  if (!module.exports.render) throw new Error(`${filename} has no renderer`);
  return module.exports.render;
}
