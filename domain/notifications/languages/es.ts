import type { Language } from './language';

export const es: Language = {
  subject: 'Tu pedido de {merchant}',
  texts: {
    confirmed:
      'Tu pedido de {merchant} está confirmado.[ Debería llegar entre las {from} y las {until}.][ Síguelo: {link}]',
    driver_found: '[{driver} lleva|Alguien lleva] tu pedido de {merchant}.[ Síguelo: {link}]',
    on_the_way: 'Tu pedido de {merchant} está en camino.[ Debería llegar entre las {from} y las {until}.][ {link}]',
    nearly_there: 'Tu pedido de {merchant} está a punto de llegar.[ {link}]',
    delayed: 'Lo sentimos: tu pedido de {merchant} se retrasa.[ Debería llegar hacia las {time}.][ {link}]',
    delivered: 'Tu pedido de {merchant} ha sido entregado.[ Comprobante y valoración: {link}]',
    cancelled: 'Tu pedido de {merchant} ha sido cancelado. Sobre lo que hayas pagado, pregunta a {merchant}.',
    failed: 'No se ha podido entregar tu pedido de {merchant}. {merchant} te dirá qué pasa ahora.',
  },
};
