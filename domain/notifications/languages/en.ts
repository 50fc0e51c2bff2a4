import type { Language } from './language';

export const en: Language = {
  subject: 'Your order from {merchant}',
  texts: {
    confirmed:
      'Your order from {merchant} is confirmed.[ It should arrive between {from} and {until}.][ Follow it: {link}]',
    driver_found: '[{driver} is bringing|Somebody is bringing] your order from {merchant}.[ Follow it: {link}]',
    on_the_way: 'Your order from {merchant} is on its way.[ It should arrive between {from} and {until}.][ {link}]',
    nearly_there: 'Your order from {merchant} is nearly there.[ {link}]',
    delayed: 'Sorry: your order from {merchant} is late.[ It should now arrive at about {time}.][ {link}]',
    delivered: 'Your order from {merchant} has been delivered.[ Proof and rating: {link}]',
    cancelled: 'Your order from {merchant} has been cancelled. Ask {merchant} about anything that you have paid.',
    failed: 'Your order from {merchant} could not be delivered. {merchant} will tell you what happens next.',
  },
};
