import { draftOf, typedOf } from './policy-form';

const POLICY = {
  offer: { lifetime_s: 45, strategy: 'exclusive', later: [{ after_s: 60, strategy: 'wave' }] },
  shift: { missed_offers_max: 3, work_max_s: null },
  matching: { late_commitment: true },
};

test('what nobody has touched is no change', () => {
  expect(draftOf(POLICY, typedOf(POLICY))).toEqual({ changes: {}, errors: {}, count: 0 });
});

test('each kind of field comes back as what it was: number, word, switch, list, none', () => {
  const typed = typedOf(POLICY);
  typed['offer'] = { lifetime_s: '60', strategy: 'wave', later: '[]' };
  typed['shift'] = { missed_offers_max: '', work_max_s: '36000' };
  typed['matching'] = { late_commitment: false };
  expect(draftOf(POLICY, typed)).toEqual({
    changes: {
      offer: { lifetime_s: 60, strategy: 'wave', later: [] },
      shift: { missed_offers_max: null, work_max_s: 36_000 },
      matching: { late_commitment: false },
    },
    errors: {},
    count: 6,
  });
});

test('what cannot be read is said at its field and is no change', () => {
  const typed = typedOf(POLICY);
  typed['offer'] = { lifetime_s: 'soon', strategy: 'exclusive', later: '[{' };
  const { errors, count } = draftOf(POLICY, typed);
  expect(errors).toEqual({ 'offer.lifetime_s': 'must be a number', 'offer.later': 'must be JSON' });
  expect(count).toBe(0);
});
