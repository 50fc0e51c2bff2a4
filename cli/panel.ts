import { relative } from 'node:path';
import type { Config } from '../config';
import { issueToken } from './tokens';

const TOKEN_TTL_S = 12 * 3_600;

/** What whoever has just typed `npm start` needs to go on: where everything is, and tokens that work. */
export async function panel(config: Config): Promise<string> {
  const { api, temporal, dataDir } = config;
  const operator = await issueToken(config, { role: 'ops', sub: 'operator', level: 'manager' }, TOKEN_TTL_S);
  const admin = await issueToken(config, { role: 'admin', sub: 'admin' }, TOKEN_TTL_S);
  return `
  Outrider runs.

    Console           ${api.publicUrl}/ops
    API               ${api.publicUrl}/v1
    API reference     ${api.publicUrl}/docs
    Temporal Web UI   ${temporal.uiUrl}

  Tokens, valid for ${TOKEN_TTL_S / 3_600} hours (others: npm run outrider -- token)

    Operator          ${operator}
    Administrator     ${admin}

  Logs are in ${relative(process.cwd(), dataDir)}/logs. Ctrl-C stops everything and keeps the data.
`;
}
