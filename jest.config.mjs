// Two projects, so that rules without I/O are tested in a moment: jest starts the shared servers of `integration` only
// when one of its tests runs.

const PURE = ['domain', 'contracts', 'web'];
const deep = process.env.OUTRIDER_TEST_DEEP === 'on';

const common = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  transform: {
    '\\.ts$': swc('typescript'),
    'node_modules/.+\\.js$': swc('ecmascript'),
  },
  // Published as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!jose/)'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.outrider/'],
  testPathIgnorePatterns: ['/node_modules/', ...(deep ? [] : ['\\.deep\\.test\\.ts$'])],
};

function swc(syntax) {
  return ['@swc/jest', { jsc: { parser: { syntax }, target: 'es2022' }, module: { type: 'commonjs' } }];
}

const tests = (rooms) => rooms.map((room) => `<rootDir>/${room}/**/*${deep ? '.deep' : ''}.test.ts`);

export default {
  // The machine that must run this has two cores, and the servers under test want some of them.
  maxWorkers: 2,
  // Twice as long as the longest wait for one condition (test/support/eventually.ts), so that what did not come is what
  // the test reports. A test that passes is no slower for it.
  testTimeout: 120_000,
  projects: [
    { ...common, displayName: 'pure', testMatch: tests(PURE) },
    {
      ...common,
      displayName: 'integration',
      testMatch: tests(['*']),
      testPathIgnorePatterns: [...common.testPathIgnorePatterns, ...PURE.map((room) => `<rootDir>/${room}/`)],
      globalSetup: '<rootDir>/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/global-teardown.ts',
    },
  ],
};
