// The rooms of docs/ARCHITECTURE.md and what each may import. Imports point inward: a room imports only what its row
// lists (`types` as `import type` only, which is erased). Tests and their support may import everything.

// prettier-ignore
const ROOMS = [
  'contracts', 'domain', 'workflows', 'activities', 'db', 'gateways', 'workers', 'api', 'web', 'simulation', 'cli',
  'config', 'bench', 'test',
];

const MAY_IMPORT = {
  domain: { values: [] },
  contracts: { values: [], types: ['domain'] },
  workflows: { values: ['contracts', 'domain'], types: ['activities'] },
  activities: { values: ['contracts', 'domain'] },
  db: { values: ['domain'], types: ['contracts'] },
  gateways: { values: ['domain'] },
  config: { values: [] },
  // A composition root like workers, of the process that answers requests.
  api: { values: ['contracts', 'domain', 'db', 'gateways', 'config'] },
  workers: { values: ['contracts', 'domain', 'workflows', 'activities', 'db', 'gateways', 'config'] },
  web: { values: [] },
  simulation: { values: ['config'], types: ['contracts'] },
  cli: { values: ['config', 'contracts', 'db', 'domain', 'simulation'] },
  bench: { values: ['config', 'contracts', 'db', 'domain', 'activities', 'simulation', 'cli'] },
};

/** Rooms whose code must give the same answer every time: no I/O, hence nothing of Node's. */
const PURE_ROOMS = ['domain', 'contracts', 'workflows'];
/** Rooms that talk to PostgreSQL. The command needs the driver to wait for a server that it has started. */
const SQL_ROOMS = ['db', 'cli'];

const NODE_MODULES =
  '^(node:.*|assert|buffer|child_process|crypto|dns|events|fs|http|https|net|os|path|perf_hooks|process|stream|timers|tls|url|util|worker_threads|zlib)(/.*)?$';

const importsOf = (names) => `^(\\.\\./)+(${names.join('|')})(/|$)`;

function restrictedImports(room) {
  const { values, types = [] } = MAY_IMPORT[room];
  const never = ROOMS.filter((name) => ![room, ...values, ...types].includes(name));
  const patterns = [{ regex: importsOf(never), message: `${room} may not import this room (see oxlint.config.mjs).` }];
  if (types.length > 0) {
    patterns.push({ regex: importsOf(types), allowTypeImports: true, message: 'Only `import type` here.' });
  }
  if (room === 'workflows') {
    patterns.push({ regex: '^(\\.\\./)+contracts/http', message: 'HTTP bodies stay out of the workflow bundle.' });
  }
  if (PURE_ROOMS.includes(room)) {
    patterns.push({ regex: NODE_MODULES, message: `${room} is pure: no Node built-ins.` });
  }
  if (!SQL_ROOMS.includes(room)) {
    patterns.push({ regex: '^(pg|@prisma/.*)$', allowTypeImports: false, message: 'Only db sees Prisma or SQL.' });
  }
  return { patterns };
}

const roomOverride = (room) => ({
  files: [`${room}/**`],
  rules: { 'no-restricted-imports': ['error', restrictedImports(room)] },
});

export default {
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'node', 'promise', 'jest'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['dist', 'db/generated', '.outrider', 'coverage', 'node_modules'],
  rules: {
    'import/no-cycle': 'error',
    'no-console': 'error',
    // Configuration is read in one place and handed on: see config/.
    'node/no-process-env': 'error',
    'typescript/await-thenable': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/explicit-module-boundary-types': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    // Rows, JSON and parsed text arrive untyped; the compiler is told once, where they come in.
    'typescript/no-unsafe-type-assertion': 'off',
    // Sorting a copy made on the same line is what we do, and a helper may live where it is used.
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/no-new-array': 'off',
    'unicorn/consistent-function-scoping': 'off',
    // The compiler knows exhaustive switches; worker threads have no origins; flags are set by other callbacks.
    'typescript/consistent-return': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'eslint/no-unmodified-loop-condition': 'off',
    // Generated code and Temporal's protocol have such names.
    'no-underscore-dangle': 'off',
  },
  overrides: [
    ...Object.keys(MAY_IMPORT).map(roomOverride),
    // The inferred type of a factory is the contract here: of activities, of repositories, of gateways, of the API's parts.
    {
      files: ['activities/**', 'db/**', 'gateways/**', 'api/parts.ts'],
      rules: { 'typescript/explicit-module-boundary-types': 'off' },
    },
    {
      files: ['**/main.ts', 'config/**', 'test/**', 'bin/**', 'bench/**', '*.config.mjs'],
      rules: { 'node/no-process-env': 'off' },
    },
    { files: ['bin/**', 'bench/**'], rules: { 'no-console': 'off' } },
    {
      files: ['**/*.test.ts', '**/*.test-support.ts', 'test/**'],
      rules: {
        'no-restricted-imports': 'off',
        'node/no-process-env': 'off',
        'typescript/explicit-module-boundary-types': 'off',
        // Waiting for a condition is an assertion too.
        'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', '*.until*', 'eventually'] }],
        'jest/no-standalone-expect': 'off',
        'typescript/unbound-method': 'off',
      },
    },
  ],
};
