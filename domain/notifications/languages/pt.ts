import type { Language } from './language';

export const pt: Language = {
  subject: 'A sua encomenda de {merchant}',
  texts: {
    confirmed:
      'A sua encomenda de {merchant} está confirmada.[ Deve chegar entre as {from} e as {until}.][ Acompanhe: {link}]',
    driver_found: '[{driver} leva|Já temos quem leve] a sua encomenda de {merchant}.[ Acompanhe: {link}]',
    on_the_way: 'A sua encomenda de {merchant} vai a caminho.[ Deve chegar entre as {from} e as {until}.][ {link}]',
    nearly_there: 'A sua encomenda de {merchant} está quase a chegar.[ {link}]',
    delayed: 'Lamentamos: a sua encomenda de {merchant} está atrasada.[ Deve chegar por volta das {time}.][ {link}]',
    delivered: 'A sua encomenda de {merchant} foi entregue.[ Comprovativo e avaliação: {link}]',
    cancelled: 'A sua encomenda de {merchant} foi cancelada. Sobre o que pagou, fale com {merchant}.',
    failed: 'Não foi possível entregar a sua encomenda de {merchant}. {merchant} dirá o que se segue.',
  },
};
