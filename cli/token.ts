import { parseArgs } from 'node:util';
import type { Environment } from '../config';
import { TokenClaims } from '../contracts/http/tokens';
import { localEnvironment } from './local-environment';
import { issueToken } from './tokens';
import { UserError } from './user-error';

const USAGE = `outrider token driver <driver ID> | ops <name> [--level viewer|operator|manager] [--market ID]… | admin <name>
  --ttl SECONDS   how long it is valid (default: OUTRIDER_TOKEN_TTL_S)`;

/** Prints a token and nothing else, so that it can be used in a command. */
export async function token(args: string[], given: Environment): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      level: { type: 'string', default: 'operator' },
      market: { type: 'string', multiple: true },
      ttl: { type: 'string' },
    },
  });
  const [role, sub] = positionals;
  const claims = TokenClaims.safeParse({ role, sub, level: values.level, markets: values.market });
  const ttlS = values.ttl === undefined ? undefined : Number(values.ttl);
  if (!claims.success || (ttlS !== undefined && !(ttlS > 0))) throw new UserError(USAGE);
  process.stdout.write(`${await issueToken(localEnvironment(given).config, claims.data, ttlS)}\n`);
  return 0;
}
