import { LANGUAGES, languageOf, type Facts } from './languages';
import { MOMENTS } from './moments';
import { render } from './render';
import { inGsm, smsParts, smsText } from './sms-text';

const LINK = 'https://dispatch.a-rather-long-company-name.example/track/trk_0123456789abcdefghijklmnopqrstuv';
const facts: Facts = {
  merchant: 'Tasca do Chico',
  from: '19:20',
  until: '19:35',
  time: '19:27',
  driver: 'Marta',
  link: LINK,
};
const every = Object.keys(LANGUAGES).flatMap((language) => MOMENTS.map((moment) => [language, moment] as const));

test.each(every)('%s says %s whole, whatever is known', (language, moment) => {
  for (const known of [facts, { merchant: 'Tasca do Chico' }]) {
    const { subject, text } = render(moment, language, known);
    expect(`${subject} ${text}`).not.toMatch(/[{}[\]|]|undefined|\s\s|\s$/);
    expect(text).toContain('Tasca do Chico');
  }
});

test.each(every)('%s fits %s into two parts of an SMS, with the whole link', (language, moment) => {
  const long = {
    ...facts,
    merchant: 'Confeitaria e Pastelaria Nossa Senhora da Conceição de Alcântara',
    driver: 'Maximiliana'.repeat(4),
  };
  const text = smsText(moment, language, long);
  expect(smsParts(text)).toBeLessThanOrEqual(2);
  expect(text.endsWith(LINK)).toBe(LANGUAGES[language]!.texts[moment].includes('{link}'));
});

test('a name in another alphabet costs parts, not the link', () => {
  const text = smsText('confirmed', 'en', { ...facts, merchant: 'Ταβέρνα του Γιάννη στην παραλία' });
  expect(text).toContain(LINK);
  expect(smsParts(text)).toBeLessThanOrEqual(3);
});

test('parts are counted as providers count them', () => {
  expect([smsParts('a'.repeat(160)), smsParts('a'.repeat(161)), smsParts('€'.repeat(81))]).toEqual([1, 2, 2]);
  expect([smsParts('ã'.repeat(70)), smsParts('ã'.repeat(71))]).toEqual([1, 2]);
  expect(inGsm('à São João, ça va? l’œuf')).toBe("à Sao Joao, ca va? l'œuf");
});

test('a name cannot break into a line of its own', () => {
  expect(render('confirmed', 'en', { merchant: 'Evil\r\nBcc: all@example.org' }).subject).toBe(
    'Your order from Evil Bcc: all@example.org',
  );
});

test('the customer is spoken to in his language, else in that of the market, else in English', () => {
  expect(languageOf('pt-BR', 'de')).toBe('pt');
  expect(languageOf('ja', 'de')).toBe('de');
  expect(languageOf(null, 'ja')).toBe('en');
});
