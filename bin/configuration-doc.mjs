// Writes docs/configuration.md from config/variables.ts. With --check it only says whether the file is up to date.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const { variables } = createRequire(import.meta.url)('../dist/config/variables.js');

const INTRODUCTION = `# Configuration

Outrider reads its configuration from the environment, once, when a process starts. A variable that is wrong stops the
process with one message that names every wrong variable. An empty variable counts as not set. \`npm start\` needs none of
them: what it does not find it provides itself, and keeps under \`.outrider/\`.

`;

const TEMPORAL = `
Temporal's own variables work as its documentation says: \`TEMPORAL_API_KEY\`, \`TEMPORAL_TLS\`, \`TEMPORAL_TLS_SERVER_NAME\`,
\`TEMPORAL_TLS_CLIENT_CERT_PATH\`, \`TEMPORAL_TLS_CLIENT_KEY_PATH\`, \`TEMPORAL_TLS_SERVER_CA_CERT_PATH\`, \`TEMPORAL_PROFILE\`.

This page is made from \`config/variables.ts\` by \`npm run docs:configuration\`; a test compares the two.
`;

const file = join(root, 'docs/configuration.md');
const page = await format(INTRODUCTION + table() + TEMPORAL, { parser: 'markdown', printWidth: 120 });
if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  console.error('docs/configuration.md is not what config/variables.ts says: run `npm run docs:configuration`.');
  process.exitCode = 1;
}

function table() {
  const rows = Object.entries(variables.shape).map(
    ([name, schema]) => `| \`${name}\` | ${defaultOf(schema)} | ${schema.meta().description.replaceAll('|', '\\|')} |`,
  );
  return ['| Variable | Default | Meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

function defaultOf(schema) {
  const { success, data } = schema.safeParse(undefined);
  if (!success) return 'required';
  return data === undefined ? '–' : `\`${data}\``;
}
