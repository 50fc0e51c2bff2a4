import { eventually } from '../test/support/eventually';
import { Part } from './stack/part';
import { supervise } from './supervisor';

const stop = new AbortController();
const said: string[] = [];
const part = new Part({
  name: 'worker',
  command: process.execPath,
  args: ['-e', 'setInterval(() => {}, 1000)'],
  isReady: async () => true,
});

afterAll(() => part.kill());

test('a part that crashes is started again, until the stop', async () => {
  await part.start();
  const first = part.pid;
  const restarted = new Promise<void>((resolve) => {
    supervise(part, { say: (line) => said.push(line), onRestarted: resolve, signal: stop.signal });
  });
  process.kill(first ?? 0, 'SIGKILL');
  await restarted;
  expect(part.pid).not.toBe(first);
  expect(said).toEqual([expect.stringContaining('worker ended unexpectedly')]);

  stop.abort();
  process.kill(part.pid ?? 0, 'SIGKILL');
  await eventually(() => expect(part.isRunning).toBe(false));
  expect(said).toHaveLength(1);
});
