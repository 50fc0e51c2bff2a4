import { LANGUAGES, localeFor } from './languages';
import { page } from './page';
import { viewOf } from './view';
import type { Tracking } from './wire';
import { arrivalWindow, delay, minutesLeft, sentence } from './words';

const at = (time: string): string => `2026-11-22T${time}Z`;
const tracking = (changes: Partial<Tracking> = {}, status = 'picked_up'): Tracking => ({
  order: {
    number: '7QKM',
    merchant: 'Padaria Sol',
    status,
    version: 1,
    dropoff: { address: '', location: { lat: 0, lng: 0 }, notes: null },
    tip: { amount: 0, currency: 'EUR' },
    language: null,
  },
  actions: ['change_instructions', 'tip', 'message', 'call'],
  steps: [
    { step: 'confirmed', at: at('19:32:00') },
    { step: 'picked_up', at: at('19:49:00') },
    { step: 'at_your_door', at: null },
    { step: 'delivered', at: null },
  ],
  eta: {
    low: at('20:01:10'),
    median: at('20:04:00'),
    high: at('20:07:30'),
    pickup_at: null,
    promise: { promised_at: at('19:55:00') },
  },
  delay_min: null,
  delay_reason: null,
  driver: { first_name: 'Marta', vehicle: 'bicycle' },
  position: null,
  stops_before: 0,
  rating: null,
  proof: { pin: null, images: [] },
  help_phone: null,
  time_zone: 'UTC',
  server_time: at('19:50:00'),
  ...changes,
});
const view = (changes: Partial<Tracking> = {}, status = 'picked_up', locale = 'en-GB') =>
  viewOf(tracking(changes, status), { locale, isEmbedded: false, token: 'trk_x' });

test('the window is widened outwards to even minutes', () => {
  expect(arrivalWindow(view())).toBe('20:00–20:08');
  expect(arrivalWindow(view({}, 'picked_up', 'en-US'))).toMatch(/^0?8:00–0?8:08\sPM$/);
  expect(arrivalWindow(view({}, 'picked_up', 'de-DE'))).toBe('20:00–20:08');
  expect(arrivalWindow(view({ eta: null }))).toBeNull();
});

test('minutes are told while the window lasts, and none are claimed after', () => {
  expect(minutesLeft(view(), Date.parse(at('19:50:00')))).toBe('in about 14 minutes');
  expect(minutesLeft(view(), Date.parse(at('20:05:00')))).toBe('any moment now');
  expect(minutesLeft(view(), Date.parse(at('20:08:00')))).not.toMatch(/\d/);
});

test('a delay is told only when there is one: how much, since which promise, why', () => {
  expect(delay(view())).toBeNull();
  const later = delay(view({ delay_min: 9, delay_reason: 'kitchen' }));
  expect(later?.how).toBe('9 minutes later than we said');
  expect(later?.rest).toBe(' (19:55). Padaria Sol needed longer to prepare it. Sorry.');
  expect(delay(view({ delay_min: 9 }))?.rest).toBe(' (19:55). Sorry.');
});

test('the sentence names who brings it', () => {
  expect(sentence(view())).toBe('Marta is bringing your order');
  expect(sentence(view({ driver: null }, 'unassigned'))).toBe('Padaria Sol is preparing your order');
  expect(sentence(view({}, 'picked_up', 'de-AT'))).toBe('Marta bringt deine Bestellung');
});

test('while another driver is looked for no time is claimed, and who takes over is named', () => {
  const read = (changes: Partial<Tracking>, status: string): string =>
    page(view(changes, status)).body.text.replaceAll(/<script[\s\S]*<\/script>|<[^>]*>|\s+/g, ' ');
  const stranded = read({ driver: null, eta: null, rescue: 'finding_driver' }, 'stranded');
  expect(stranded).toContain('We are finding another driver for your order');
  expect(stranded).toContain('The time follows as soon as one has said yes.');
  expect(stranded).not.toContain('The time follows in a moment');
  const rescuing = read({ rescue: 'taking_over' }, 'rescuing');
  expect(rescuing).toMatch(/Marta is taking over your order .*20:00–20:08.*Marta collects your order where it is/);
  const back = read({ driver: null, eta: null, rescue: null }, 'stranded');
  expect(back).toMatch(/Your order could not be handed over\s+Your money/);
});

test('whoever gets nothing reads at once what happens with the money', () => {
  const text = page(view({ help_phone: '+351211' }, 'cancelled')).body.text;
  expect(text.replaceAll(/<[^>]*>|\s+/g, ' ')).toMatch(
    /Your order was cancelled\s+Your money\s+Padaria Sol .*settles with you/,
  );
  expect(text).toContain('href="tel:+351211"');
  expect(text).not.toContain('id="way"');
});

test('what people have written is text on the page, whatever it looks like', () => {
  const evil = '<img src=x onerror=alert(1)>"\'';
  const marked = tracking({ driver: { first_name: evil, vehicle: evil } });
  marked.order.merchant = evil;
  marked.order.dropoff.notes = evil;
  expect(page(viewOf(marked, { locale: 'en', isEmbedded: false, token: evil })).body.text).not.toContain('<img');
});

test('the first language that we speak is taken, with its region', () => {
  expect(localeFor(['sv-SE', 'pt-BR', 'en'])).toBe('pt-BR');
  expect(localeFor(['sv'])).toBe('en-GB');
  expect(localeFor(['en-\'"'])).toBe('en-GB');
});

const placesOf = (words: object): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[key, [...value.matchAll(/\{\w+\}/g)].map(String).sort()]]
        : Object.entries(placesOf(value as object)).map(([inner, places]) => [`${key}.${inner}`, places]),
    ),
  );

test.each(Object.keys(LANGUAGES))('%s says as much as English does', (language) => {
  const [ours, english] = [placesOf(LANGUAGES[language]!), placesOf(LANGUAGES['en']!)];
  expect(Object.keys(ours).sort()).toEqual(Object.keys(english).sort());
  // "1 minute" may be written out.
  const without = (key: string, places: string[]): string[] => (key.endsWith('.one') ? [] : places);
  for (const [key, places] of Object.entries(english))
    expect([key, without(key, ours[key]!)]).toEqual([key, without(key, places)]);
});
