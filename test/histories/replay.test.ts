import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import { Worker } from '@temporalio/worker';
import { projectRoot } from '../../config';
import { quietRuntime } from '../support/quiet-runtime';
import { workflowBundle } from '../support/workflow-bundle';
import { historyOf, readHistory, type StoredHistory } from './history-file';
import { SCENARIOS } from './scenarios';
import { SHIFT_SCENARIOS } from './shift-scenarios';

const folder = join(projectRoot, 'test', 'histories');
const WORKFLOWS = ['orderDispatch', 'driverShift', 'marketMatching', 'marketOperations', 'webhookFeed'];
const stored = WORKFLOWS.flatMap((workflow) => readdirSync(join(folder, workflow)).map((file) => join(workflow, file)));

beforeAll(quietRuntime);

const read = (file: string): StoredHistory => readHistory(join(folder, file));
/** Throws when today's code would not do what the history says was done. */
const replay = (history: StoredHistory): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle }, historyOf(history));

test.each(stored)('today’s code goes on with %s', async (file) => {
  await expect(replay(read(file))).resolves.toBeUndefined();
});

test('a history that today’s code would not have made is noticed', async () => {
  const history = read('orderDispatch/0.1.0-expiry.json');
  const timer = history.events.findIndex(({ eventType }) => eventType === 'EVENT_TYPE_TIMER_STARTED');
  history.events[timer]!.eventType = 'EVENT_TYPE_MARKER_RECORDED';
  await expect(replay(history)).rejects.toThrow(DeterminismViolationError);
});

test.each([
  ['an order', 'orderDispatch', Object.keys(SCENARIOS)],
  ['a shift', 'driverShift', [...Object.keys(SHIFT_SCENARIOS), 'continued-first-run', 'continued-last-run']],
])('every life of %s has its history', (_, workflow, scenarios) => {
  const lives = stored.map((file) => file.replace(/(?<=^\w+.)\d+\.\d+\.\d+-/, ''));
  expect(lives).toEqual(expect.arrayContaining(scenarios.map((scenario) => join(workflow, `${scenario}.json`))));
});
