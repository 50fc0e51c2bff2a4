import { differenceOf } from './difference';
import { DEFAULT_POLICY, type Policy } from './policy';
import { senseOf } from './sense';

const wrong = (change: (policy: Policy) => void): string[] => {
  const policy = structuredClone(DEFAULT_POLICY);
  change(policy);
  return senseOf(policy).map(({ section, field }) => `${section}.${field}`);
};

it('the default policy makes sense', () => expect(senseOf(DEFAULT_POLICY)).toEqual([]));

it.each<[string, string[], (policy: Policy) => void]>([
  ['radii that shrink', ['pool.radii'], ({ pool }) => (pool.radii[1]!.radiusM = 1)],
  ['a limit after no limit', ['pool.radii'], ({ pool }) => pool.radii.push({ afterS: 900, radiusM: 9 })],
  ['radii out of order', ['pool.radii'], ({ pool }) => (pool.radii[2]!.afterS = 10)],
  ['no radius at first', ['pool.radii'], ({ pool }) => (pool.radii[0]!.afterS = 5)],
  ['a pause before the nudge', ['presence.pauseS'], ({ presence }) => (presence.pauseS = 10)],
  ['a reminder before the shift begins', ['shift.endReminderS'], ({ shift }) => (shift.workMaxS = 600)],
  ['giving up before people are asked', ['deadlines.giveUpS'], ({ deadlines }) => (deadlines.giveUpS = 60)],
])('%s make no sense', (_what, problems, change) => expect(wrong(change)).toEqual(problems));

it('a difference names each value that changed, lists as a whole', () => {
  const before = { offer: { lifetime_s: 45, later: [] }, pool: { radii: [{ after_s: 0 }] } };
  const after = { offer: { lifetime_s: 30, later: [] }, pool: { radii: [{ after_s: 0 }, { after_s: 9 }] }, new: 1 };
  expect(differenceOf(before, after)).toEqual([
    { path: 'offer.lifetime_s', before: 45, after: 30 },
    { path: 'pool.radii', before: [{ after_s: 0 }], after: [{ after_s: 0 }, { after_s: 9 }] },
    { path: 'new', before: null, after: 1 },
  ]);
  expect(differenceOf(before, before)).toEqual([]);
});
