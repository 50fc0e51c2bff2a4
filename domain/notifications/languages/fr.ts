import type { Language } from './language';

export const fr: Language = {
  subject: 'Votre commande chez {merchant}',
  texts: {
    confirmed:
      'Votre commande chez {merchant} est confirmée.[ Elle devrait arriver entre {from} et {until}.][ Suivez-la : {link}]',
    driver_found: '[{driver} apporte|Quelqu’un apporte] votre commande de {merchant}.[ Suivez-la : {link}]',
    on_the_way: 'Votre commande de {merchant} est en route.[ Elle devrait arriver entre {from} et {until}.][ {link}]',
    nearly_there: 'Votre commande de {merchant} arrive bientôt.[ {link}]',
    delayed: 'Désolé : votre commande de {merchant} a du retard.[ Elle devrait arriver vers {time}.][ {link}]',
    delivered: 'Votre commande de {merchant} a été livrée.[ Preuve et avis : {link}]',
    cancelled: 'Votre commande chez {merchant} a été annulée. Pour tout paiement, adressez-vous à {merchant}.',
    failed: 'Votre commande de {merchant} n’a pas pu être livrée. {merchant} vous dira la suite.',
  },
};
