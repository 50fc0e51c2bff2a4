import type { Language } from './language';

export const de: Language = {
  subject: 'Ihre Bestellung bei {merchant}',
  texts: {
    confirmed:
      'Ihre Bestellung bei {merchant} ist bestätigt.[ Sie kommt voraussichtlich zwischen {from} und {until} Uhr.][ Verfolgen: {link}]',
    driver_found: '[{driver} bringt|Jemand bringt] Ihre Bestellung von {merchant}.[ Verfolgen: {link}]',
    on_the_way:
      'Ihre Bestellung von {merchant} ist unterwegs.[ Sie kommt voraussichtlich zwischen {from} und {until} Uhr.][ {link}]',
    nearly_there: 'Ihre Bestellung von {merchant} ist gleich da.[ {link}]',
    delayed: 'Leider verspätet sich Ihre Bestellung von {merchant}.[ Sie kommt nun etwa um {time} Uhr.][ {link}]',
    delivered: 'Ihre Bestellung von {merchant} wurde zugestellt.[ Nachweis und Bewertung: {link}]',
    cancelled: 'Ihre Bestellung bei {merchant} wurde storniert. Fragen zu Zahlungen beantwortet {merchant}.',
    failed: 'Ihre Bestellung von {merchant} konnte nicht zugestellt werden. {merchant} meldet sich, wie es weitergeht.',
  },
};
