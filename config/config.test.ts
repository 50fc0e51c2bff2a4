import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ConfigError, loadConfig, projectRoot } from '.';

const NEEDED = { DATABASE_URL: 'postgresql://user@localhost/outrider', OUTRIDER_JWT_SECRET: 'x'.repeat(32) };

function messageOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

test('every bad variable is reported at once, by its name', () => {
  const message = messageOf({ DATABASE_URL: 'mysql://x', OUTRIDER_API_PORT: '99999', TEMPORAL_ADDRESS: 'nowhere' });
  expect(message).toContain('DATABASE_URL: must be a postgresql:// URL');
  expect(message).toContain('OUTRIDER_API_PORT: ');
  expect(message).toContain('TEMPORAL_ADDRESS: must be host:port');
  expect(message).toContain('OUTRIDER_JWT_SECRET: is not set');
});

test('a secret that is too short does not appear in the message', () => {
  expect(messageOf({ ...NEEDED, OUTRIDER_JWT_SECRET: 'hunter2' })).not.toContain('hunter2');
});

test('an empty variable counts as not set', () => {
  expect(loadConfig({ ...NEEDED, OUTRIDER_API_PORT: '' }).api.port).toBe(3000);
});

test('the configuration cannot be changed', () => {
  const config = loadConfig(NEEDED);
  expect(() => Object.assign(config.api, { port: 1 })).toThrow(TypeError);
});

test('an API key for Temporal turns TLS on', () => {
  const { temporal } = loadConfig({ ...NEEDED, TEMPORAL_ADDRESS: 'cloud.example:7233', TEMPORAL_API_KEY: 'key' });
  expect(temporal.connection).toMatchObject({ address: 'cloud.example:7233', apiKey: 'key', tls: true });
});

test('reads without a replica go to the database itself', () => {
  expect(loadConfig(NEEDED).database.replicaUrl).toBe(NEEDED.DATABASE_URL);
});

test('faults are read as points, and refused in production', () => {
  const env = { ...NEEDED, OUTRIDER_FAULTS: 'settleOffer:2:kill,applyRound:1:stop' };
  expect(loadConfig(env).faults).toEqual([
    { point: 'settleOffer', occurrence: 2, action: 'kill' },
    { point: 'applyRound', occurrence: 1, action: 'stop' },
  ]);
  expect(messageOf({ ...env, NODE_ENV: 'production' })).toContain('OUTRIDER_FAULTS: must not be set in production');
});

test('docs/configuration.md says what the variables are', () => {
  const script = join(projectRoot, 'bin/configuration-doc.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
