import type { ReactNode } from 'react';
import { money } from '../../shared/format';
import { Empty } from '../parts/room-head';
import type { Story, StoryOffer } from './story';

/** What the driver gets for it, part by part, and how it became that much. */
export function MoneyTab({ story: { order, offers } }: { story: Story }): ReactNode {
  const paid = payOf(offers);
  const { currency } = order.tip;
  if (!paid && order.tip.amount === 0 && order.pay_raise.amount === 0) {
    return <Empty title="Nothing has been offered yet." />;
  }
  return (
    <section className="story__section" aria-labelledby="pay">
      <header className="story__section-head">
        <h3 id="pay">{paid ? `Driver’s pay, ${STANDING[paid.status] ?? paid.status}` : 'Driver’s pay'}</h3>
        {paid && <span className="quiet">{paid.driver.name}</span>}
      </header>
      <table className="figures">
        <tbody>
          {paid?.pay_parts.map(({ kind, amount }) => (
            <tr key={kind}>
              <th scope="row">{inWords(kind)}</th>
              <td className="num">{money(amount, paid.pay.currency)}</td>
            </tr>
          ))}
        </tbody>
        {paid && (
          <tfoot>
            <tr>
              <th scope="row">Together</th>
              <td className="num">{money(paid.pay.amount, paid.pay.currency)}</td>
            </tr>
          </tfoot>
        )}
      </table>
      <dl className="pairs">
        <dt>Raised by operators</dt>
        <dd className="num">{money(order.pay_raise.amount, currency)}</dd>
        <dt>Customer’s tip</dt>
        <dd className="num">{money(order.tip.amount, currency)}</dd>
      </dl>
      {offers.length > 1 && <PayHistory offers={offers} />}
    </section>
  );
}

const STANDING: Record<string, string> = { accepted: 'agreed', open: 'offered now' };

/** The pay that stands: agreed with a driver, or on the table at the moment. */
export const payOf = (offers: readonly StoryOffer[]): StoryOffer | undefined =>
  offers.findLast(({ status }) => status === 'accepted' || status === 'open');

const inWords = (kind: string): string => kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('_', ' ');

function PayHistory({ offers }: { offers: readonly StoryOffer[] }): ReactNode {
  const first = offers[0]?.pay;
  const last = offers.at(-1)?.pay;
  if (!first || !last) return null;
  return (
    <p className="quiet">
      {offers.length} offers, from {money(first.amount, first.currency)} to {money(last.amount, last.currency)}.
    </p>
  );
}
