import { PROBLEM_TABLE } from './error-handler';

type Json = { [key: string]: unknown };

/** The OpenAPI document as a page: no script, nothing from elsewhere, works where nothing else does. */
export function docsPage(document: Json): string {
  const paths = Object.entries(document.paths as { [path: string]: { [method: string]: Json } });
  const operations = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.map(({ operation }) => (operation.tags as string[])[0]))];
  const sections = tags.map((tag) => {
    const rows = operations.filter(({ operation }) => (operation.tags as string[])[0] === tag).map(operationHtml);
    return `<h2 id="${tag}">${tag}</h2>${rows.join('')}`;
  });
  const schemas = Object.entries((document.components as { schemas: Json }).schemas).map(
    ([name, schema]) => `<details id="schema-${name}"><summary>${name}</summary>${code(schema)}</details>`,
  );
  const problems = PROBLEM_TABLE.map(
    ({ code: name, status, title }) =>
      `<tr id="${name}"><td><code>${name}</code></td><td>${status}</td><td>${escape(title)}</td></tr>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Outrider API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head><body>
<h1>Outrider API</h1><p>${escape(String((document.info as Json).description))} Also as <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<nav>${[...tags, 'problems', 'schemas'].map((tag) => `<a href="#${tag}">${tag}</a>`).join(' · ')}</nav>
${sections.join('\n')}
<h2 id="problems">problems</h2><table><tr><th>code</th><th>status</th><th></th></tr>${problems.join('')}</table>
<h2 id="schemas">schemas</h2>${schemas.join('')}</body></html>`;
}

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Json }): string {
  const access = (operation['x-access'] as string | undefined) ?? 'public';
  const { parameters, requestBody, responses } = operation;
  return `<details id="${String(operation.operationId)}"><summary><b>${method.toUpperCase()}</b> <code>${escape(path)}</code>
<span>${access}</span><br>${escape(String(operation.summary))}</summary>
${code({ parameters, requestBody, responses })}</details>`;
}

const code = (value: unknown): string =>
  `<pre>${escape(JSON.stringify(value, null, 2)).replaceAll(
    /#\/components\/schemas\/(\w+)/g,
    '<a href="#schema-$1">$1</a>',
  )}</pre>`;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
details { border-bottom: 1px solid #8884; padding: .4rem 0; } summary { cursor: pointer; }
summary span { float: right; opacity: .7; } pre { overflow: auto; font-size: 13px; } td, th { text-align: left; padding-right: 1rem; }`;
