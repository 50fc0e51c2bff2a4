import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../config';
import { localEnvironment } from './local-environment';

let dataDir: string;
const local = (env: Record<string, string> = {}) => localEnvironment({ OUTRIDER_DATA_DIR: dataDir, ...env });

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'local-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

test('secrets are made once, for nobody else to read', () => {
  const [first, second] = [local(), local()];
  expect(second.config.auth.jwtSecret).toBe(first.config.auth.jwtSecret);
  expect(second.config.database.url).toBe(first.config.database.url);
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('nothing is written when a variable is wrong', () => {
  expect(() => local({ OUTRIDER_API_PORT: 'many' })).toThrow(ConfigError);
  expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false);
});

test('what the environment names is used and not started', () => {
  const { config, postgres, startsTemporal } = local({
    DATABASE_URL: 'postgresql://user@elsewhere/outrider',
    TEMPORAL_ADDRESS: 'elsewhere:7233',
    OUTRIDER_JWT_SECRET: 'x'.repeat(32),
  });
  expect({ postgres, startsTemporal }).toEqual({ postgres: undefined, startsTemporal: false });
  expect(config.database.url).toBe('postgresql://user@elsewhere/outrider');
  expect(config.temporal.address).toBe('elsewhere:7233');
  expect(existsSync(join(dataDir, 'secrets.json'))).toBe(false);
});

test('what it does not name is ours, on the ports that it gives', () => {
  const { config, postgres } = local({ OUTRIDER_TEMPORAL_PORT: '7555', OUTRIDER_POSTGRES_PORT: '54555' });
  expect(postgres).toMatchObject({ port: 54_555, dir: join(dataDir, 'postgres') });
  expect(config.temporal.address).toBe('127.0.0.1:7555');
});
