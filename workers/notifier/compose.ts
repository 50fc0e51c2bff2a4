import type { Logger } from 'pino';
import type { Config } from '../../config';
import { createMessageQueue } from '../../db/message-queue';
import type { Database } from '../../db/client';
import type { FaultPoints, PushPort } from '../../domain/ports';
import { createMail } from '../../gateways/messages/mail';
import { createSmsGateway } from '../../gateways/messages/sms-gateway';
import { startNotifier, type Notifier } from './notifier';
import { trackingLinks } from './tracking-link';

export interface NotifierParts {
  database: Database;
  /** Null: nobody can be pushed to. */
  push: PushPort | null;
  faults: FaultPoints;
  log: Logger;
}

/** The notifier with the gateways that the configuration names. */
export function composeNotifier(config: Config, { database, push, faults, log }: NotifierParts): Notifier {
  const queue = createMessageQueue(database.prisma);
  const mail = config.mail && createMail(config.mail);
  const links = { secret: config.auth.jwtSecret, publicUrl: config.api.publicUrl };
  const linkTo = trackingLinks(links, (orderId, hash) => queue.keepLink(orderId, hash));
  const ways = { sms: config.sms && createSmsGateway(config.sms), mail, push, queue, linkTo };
  const notifier = startNotifier({ queue, ways, notifiesTestMarkets: config.notifiesTestMarkets, faults, log });
  return {
    nudge: () => notifier.nudge(),
    async stop() {
      await notifier.stop();
      mail?.close();
    },
  };
}
