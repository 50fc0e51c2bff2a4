import type { Facts } from './languages';
import type { DueMessage } from './ports';

/** What a message's words are filled with. Times are those of the market's day. */
export function factsOf(message: DueMessage, language: string, link: string | null): Facts {
  const time = timeOf(message.timeZone, language);
  const { eta, promisedAt, facts } = message;
  return {
    merchant: message.merchantName,
    // Without an arrival time, what was promised is what is known.
    ...(eta ? { from: time(eta.low), until: time(eta.high) } : {}),
    time: time(eta?.median ?? facts.median ?? promisedAt),
    ...(message.driverName && { driver: message.driverName.trim().split(/\s+/)[0] }),
    ...(link !== null && { link }),
  };
}

function timeOf(timeZone: string, language: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat(language, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (instant) => format.format(new Date(instant));
}

/** Where a message went, so short that nobody can be reached by it. */
export function shortAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at > 0 ? `${address[0]}…${address.slice(at)}` : `…${address.slice(-3)}`;
}
