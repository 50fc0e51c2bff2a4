import type { MessageQueue } from '../../db/message-queue';
import { factsOf, shortAddress } from '../../domain/notifications/facts';
import { languageOf, type Facts } from '../../domain/notifications/languages';
import type { Channel } from '../../domain/notifications/moments';
import type { Sent } from '../../domain/notifications/outcome';
import type { NotificationPolicy } from '../../domain/notifications/policy';
import type { DueMessage, Handed, MailPort, SmsPort } from '../../domain/notifications/ports';
import { render } from '../../domain/notifications/render';
import { smsText } from '../../domain/notifications/sms-text';
import type { PushPort } from '../../domain/ports';
import type { LinkTo } from './tracking-link';

export interface Ways {
  /** Null where nothing is configured. */
  sms: SmsPort | null;
  mail: MailPort | null;
  push: PushPort | null;
  queue: Pick<MessageQueue, 'request' | 'forgetPush'>;
  linkTo: LinkTo;
}

/** What can be sent by at all. A merchant's own endpoints need nothing of ours. */
export const channelsOf = ({ sms, mail, push }: Ways): Channel[] => [
  ...(sms ? (['sms'] as const) : []),
  ...(mail ? (['email'] as const) : []),
  ...(push ? (['push'] as const) : []),
  'webhook',
];

/** A pushed message is worth nothing when the phone comes back much later. */
const PUSH_TTL_S = 900;

/** Writes a message in the customer's language and hands it to a channel. */
export function createHandOver(ways: Ways) {
  return async (message: DueMessage, channel: Channel, policy: NotificationPolicy): Promise<Sent> => {
    const language = languageOf(message.language, policy.language);
    const link = await ways.linkTo(message.orderId);
    const facts = factsOf(message, language, link);
    const letter = { ...render(message.moment, language, facts), facts, link, language };
    return { channel, language, ...(await byWay(message, channel, letter)) };
  };

  async function byWay(
    message: DueMessage,
    channel: Channel,
    letter: Letter,
  ): Promise<Pick<Sent, 'handed' | 'sentTo' | 'text'>> {
    const { id: reference, moment, phone, email } = message;
    const { subject, text, facts, language } = letter;
    switch (channel) {
      case 'sms': {
        const short = smsText(moment, language, facts);
        return {
          handed: await need(ways.sms).send({ to: phone!, text: short, reference }),
          sentTo: shortAddress(phone!),
          text: short,
        };
      }
      case 'email':
        return {
          handed: await need(ways.mail).send({ to: email!, subject, text, reference }),
          sentTo: shortAddress(email!),
          text,
        };
      case 'push':
        return { handed: await pushAll(message, letter), sentTo: `${message.pushes.length} browser(s)`, text };
      case 'webhook': {
        const told = await ways.queue.request(message.orderId, {
          message_id: reference,
          moment,
          language,
          subject,
          text,
          tracking_url: letter.link,
        });
        return {
          handed: told ? { outcome: 'taken' } : { outcome: 'refused', reason: 'no endpoint asks for it' },
          sentTo: "the merchant's app",
          text,
        };
      }
    }
  }

  /** One browser that took it is enough; addresses that are gone are forgotten. */
  async function pushAll({ id, moment, pushes }: DueMessage, { subject, text, link }: Letter): Promise<Handed> {
    const payload = JSON.stringify({ kind: 'order', id, moment, title: subject, body: text, url: link });
    const answers = await Promise.all(
      pushes.map(async (address) => {
        const answer = await need(ways.push).send(address, payload, PUSH_TTL_S);
        if (answer === 'gone') await ways.queue.forgetPush(address.endpoint);
        return answer;
      }),
    );
    if (answers.includes('taken')) return { outcome: 'taken' };
    const isGone = answers.every((answer) => answer === 'gone');
    return {
      outcome: isGone ? 'refused' : 'failed',
      reason: isGone ? 'the browser takes no pushes any more' : 'no push service took it',
    };
  }
}

interface Letter {
  subject: string;
  text: string;
  facts: Facts;
  link: string | null;
  language: string;
}

function need<Port>(port: Port | null): Port {
  if (port === null) throw new Error('a channel was chosen that is not configured');
  return port;
}
