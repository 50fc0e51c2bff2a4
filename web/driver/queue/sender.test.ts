import { ApiError } from '../../shared/api-client';
import type { Action } from './action';
import { sendWaiting } from './sender';
import type { Shelf } from './shelf';
import type { Task } from './task';

const arrive: Task = { kind: 'arrive', stopId: 's1', stopKind: 'pickup' };
const complete: Task = { kind: 'complete', stopId: 's1', stopKind: 'pickup' };

const waiting = (seq: number, task: Task): Action => ({
  seq,
  key: `key-${seq}`,
  driverId: 'marta',
  task,
  madeAt: 0,
  occurredAt: '2026-11-22T19:43:08.000Z',
  wasDelayed: false,
  state: 'waiting',
  settledAt: null,
  refusal: null,
});

function shelfOf(actions: Action[], pictures = new Set<string>()): Shelf & { states: () => string[] } {
  const kept = new Map(actions.map((action) => [action.seq, action]));
  return {
    add: () => Promise.reject(new Error('nothing is added while sending')),
    put: async (action) => void kept.set(action.seq, action),
    all: async () => [...kept.values()],
    forgetBefore: async () => undefined,
    picture: async (stopId) => (pictures.has(stopId) ? new Blob(['picture']) : null),
    dropPicture: async (stopId) => void pictures.delete(stopId),
    states: () => [...kept.values()].map(({ state }) => state),
  };
}

/** Answers each request by the next of `answers`; null is a yes. */
function apiWith(answers: (ApiError | null)[]) {
  const sent: string[] = [];
  const post = async <T>(path: string, _body: unknown, key: string): Promise<T> => {
    sent.push(`${path.split('/').at(-1)} ${key}`);
    const answer = answers.shift();
    if (answer) throw answer;
    return undefined as T;
  };
  const upload = (path: string): Promise<void> => post(path.split('?')[0] ?? '', null, 'upload');
  return { api: { post, put: post, upload }, sent };
}

const refused = (status: number, code: string, outcome?: string): ApiError =>
  new ApiError({ title: 'No', status, code, ...(outcome !== undefined && { offer: { outcome } }) });
const noNetwork = new ApiError({ title: 'No connection to the server', status: 0 });

const send = (shelf: Shelf, api: ReturnType<typeof apiWith>['api']) =>
  sendWaiting({ api, shelf, driverId: 'marta', onChange: () => undefined });

test('actions go out one after the other, in the order in which they were done', async () => {
  const shelf = shelfOf([waiting(1, arrive), waiting(2, complete)]);
  const { api, sent } = apiWith([null, null]);
  expect(await send(shelf, api)).toBe('idle');
  expect(sent).toEqual(['arrive key-1', 'complete key-2']);
  expect(shelf.states()).toEqual(['sent', 'sent']);
});

test('nothing overtakes what could not be sent, and it keeps its key', async () => {
  const shelf = shelfOf([waiting(1, arrive), waiting(2, complete)]);
  const { api, sent } = apiWith([noNetwork, null, null]);
  expect(await send(shelf, api)).toBe('later');
  expect(shelf.states()).toEqual(['waiting', 'waiting']);
  expect(await send(shelf, api)).toBe('idle');
  expect(sent).toEqual(['arrive key-1', 'arrive key-1', 'complete key-2']);
});

test.each([
  [401, 'unauthenticated'],
  [429, 'rate_limited'],
  [500, 'internal'],
  [409, 'idempotency_in_progress'],
])('a %i %s says nothing about the action: it waits', async (status, code) => {
  const shelf = shelfOf([waiting(1, arrive)]);
  expect(await send(shelf, apiWith([refused(status, code)]).api)).toBe('later');
  expect(shelf.states()).toEqual(['waiting']);
});

test('a refusal ends the action with its reason, and the next one goes out', async () => {
  const shelf = shelfOf([waiting(1, { kind: 'accept', offerId: 'o1' }), waiting(2, arrive)]);
  expect(await send(shelf, apiWith([refused(409, 'offer_closed', 'taken'), null]).api)).toBe('idle');
  expect(shelf.states()).toEqual(['refused', 'sent']);
  expect((await shelf.all('marta'))[0]?.refusal).toEqual({ message: 'No', outcome: 'taken' });
});

describe('a picture', () => {
  const picture: Task = { kind: 'picture', stopId: 's1', picture: 'photo', takenAt: '2026-11-22T19:43:08.000Z' };

  test('goes before the delivery that it proves, and leaves the phone once the server has it', async () => {
    const pictures = new Set(['s1']);
    const shelf = shelfOf([waiting(1, picture), waiting(2, complete)], pictures);
    const { api, sent } = apiWith([noNetwork, null, null]);
    expect(await send(shelf, api)).toBe('later');
    expect(pictures.size).toBe(1);
    expect(await send(shelf, api)).toBe('idle');
    expect(sent).toEqual(['photo upload', 'photo upload', 'complete key-2']);
    expect(pictures.size).toBe(0);
  });

  test('that the phone has lost is refused, and holds up nothing', async () => {
    const shelf = shelfOf([waiting(1, picture), waiting(2, complete)]);
    expect(await send(shelf, apiWith([null]).api)).toBe('idle');
    expect(shelf.states()).toEqual(['refused', 'sent']);
  });
});
