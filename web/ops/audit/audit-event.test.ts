import { changesOf, gist, typeInWords, type AuditEvent } from './audit-event';

const event = (given: Partial<AuditEvent>): AuditEvent =>
  ({ data: {}, before: null, after: null, ...given }) as AuditEvent;

test('only what differs is a change, nested fields by their path', () => {
  const before = { name: 'Centro', closed: false, offer: { lifetime_s: 45, strategy: 'wave' } };
  const after = { name: 'Centro', closed: true, offer: { lifetime_s: 60, strategy: 'wave' }, note: 'x' };
  expect(changesOf(before, after)).toEqual([
    { field: 'closed', before: 'false', after: 'true' },
    { field: 'offer.lifetime_s', before: '45', after: '60' },
    { field: 'note', before: '–', after: 'x' },
  ]);
});

test('what appears or goes as a whole is told field by field', () => {
  expect(changesOf(null, { name: 'Centro' })).toEqual([{ field: 'name', before: '–', after: 'Centro' }]);
  expect(changesOf({ ring: [1, 2] }, null)).toEqual([{ field: 'ring', before: '[1,2]', after: '–' }]);
});

test('a row says why if somebody said so, then what changed, then what is known', () => {
  expect(gist(event({ data: { reason: 'flat tyre' }, after: { a: 1 } }), 'EUR')).toBe('flat tyre');
  expect(gist(event({ before: { closed_at: 1 }, after: { closed_at: 2 } }), 'EUR')).toBe('changes closed at');
  expect(gist(event({ data: { round_no: 4, parts: [1] } }), 'EUR')).toBe('round 4');
  expect(gist(event({ data: { pay_minor: 584, kind: 'pickup' } }), 'EUR')).toBe('pay €5.84 · at the pickup');
  expect(gist(event({ data: { reason: 'off_time' } }), 'EUR')).toBe('off time');
});

test('a type that nobody has put into words still reads', () => {
  expect(typeInWords('shift.break_started')).toBe('Shift break started');
});
