import { relative } from 'node:path';
import type { Config } from '../config';
import type { DemoAccess } from './demo-access';
import { issueToken } from './tokens';

const TOKEN_TTL_S = 12 * 3_600;

/** What whoever has just typed `npm start` needs to go on: where everything is, and tokens that work. */
export async function panel(config: Config, demo?: DemoAccess): Promise<string> {
  const { api, temporal, dataDir } = config;
  const people = await tokens(config, demo);
  const addresses = {
    // The token stays in the fragment: it is never sent to a server or written into its log.
    Console: `${api.publicUrl}/ops#token=${people.Operator}`,
    ...(demo && { "Driver's page": `${api.publicUrl}/driver#token=${people[demo.driver.name]}` }),
    API: `${api.publicUrl}/v1`,
    'API reference': `${api.publicUrl}/docs`,
    'Temporal Web UI': temporal.uiUrl,
  };
  return [
    '\n  Outrider runs.\n',
    ...rows(addresses),
    `\n  Tokens, valid for ${TOKEN_TTL_S / 3_600} hours (others: npm run outrider -- token)\n`,
    ...rows(people),
    `\n  Logs are in ${relative(process.cwd(), dataDir)}/logs. Ctrl-C stops everything and keeps the data.\n`,
  ].join('\n');
}

async function tokens(config: Config, demo?: DemoAccess): Promise<Record<string, string>> {
  const operator = { role: 'ops', sub: 'operator', level: 'manager' } as const;
  const people = {
    Operator: await issueToken(config, operator, TOKEN_TTL_S),
    Administrator: await issueToken(config, { role: 'admin', sub: 'admin' }, TOKEN_TTL_S),
  };
  if (!demo) return people;
  return {
    ...people,
    [demo.driver.name]: await issueToken(config, { role: 'driver', sub: demo.driver.id }, TOKEN_TTL_S),
    'Merchant key': demo.apiKey,
  };
}

const rows = (entries: Record<string, string>): string[] =>
  Object.entries(entries).map(([name, value]) => `    ${name.padEnd(18)}${value}`);
