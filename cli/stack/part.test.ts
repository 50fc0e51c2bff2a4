import { Part, PartError, type PartSpec } from './part';

const parts: Part[] = [];

/** A process of node that runs a line of JavaScript. It counts as ready once it has written `ready`. */
function scriptPart(script: string, spec: Partial<PartSpec> = {}): Part {
  let isReady = false;
  const part = new Part({
    name: 'part',
    command: process.execPath,
    args: ['-e', script],
    prepare: async () => {
      isReady = false;
    },
    isReady: async () => isReady,
    onLine: (line) => (isReady ||= line === 'ready'),
    ...spec,
  });
  parts.push(part);
  return part;
}

const SERVES = 'console.log("ready"); setInterval(() => {}, 1000)';

afterEach(() => Promise.all(parts.splice(0).map((part) => part.kill())));

test('a start comes back when the part serves, and a stop when it is gone', async () => {
  const part = scriptPart(SERVES);
  await part.start();
  expect(part.isRunning).toBe(true);
  await part.stop();
  expect(part.pid).toBeUndefined();
});

test('a part that was killed starts again', async () => {
  const part = scriptPart(SERVES);
  await part.start();
  const before = part.pid;
  await part.kill();
  await part.start();
  expect(part.pid).not.toBe(before);
});

test('a part that ends while starting is named, with its last words', async () => {
  const part = scriptPart('console.error("the port is taken"); process.exit(1)');
  await expect(part.start()).rejects.toThrow(/^part ended while it was starting\.\n {2}the port is taken/);
});

test('a program that does not exist is a failure of the part', async () => {
  await expect(scriptPart('', { command: '/no/such/program' }).start()).rejects.toThrow(PartError);
});

test('a part that never serves is killed', async () => {
  const part = scriptPart('setInterval(() => {}, 1000)', { readyTimeoutMs: 200 });
  await expect(part.start()).rejects.toThrow('did not become ready in time');
  expect(part.isRunning).toBe(false);
});

test('a failure that passes by itself is waited out', async () => {
  let starts = 0;
  const part = scriptPart('console.log("in use"); process.exit(1)', {
    passingFailure: /in use/,
    onLine: () => (starts += 1),
    isReady: async () => starts === 3,
  });
  await part.start().catch(() => {});
  expect(starts).toBe(3);
});

test('a part that does not heed a stop is killed', async () => {
  const part = scriptPart(`process.on('SIGTERM', () => {}); ${SERVES}`, { stopGraceMs: 200 });
  await part.start();
  await part.stop();
  expect(part.isRunning).toBe(false);
});

test('a suspended part can be stopped', async () => {
  const part = scriptPart(SERVES);
  await part.start();
  part.signal('SIGSTOP');
  await part.stop();
  expect(part.isRunning).toBe(false);
});

test('only an end that nobody asked for is unexpected', async () => {
  const unexpected = jest.fn();
  const part = scriptPart(SERVES);
  part.onUnexpectedExit(unexpected);
  await part.start();
  await part.stop();
  await part.start();
  await part.kill();
  expect(unexpected).not.toHaveBeenCalled();

  await part.start();
  const ended = new Promise<void>((resolve) => part.onUnexpectedExit(resolve));
  process.kill(part.pid ?? 0, 'SIGKILL');
  await ended;
  expect(part.isRunning).toBe(false);
});
