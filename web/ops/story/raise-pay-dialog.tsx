import { useState, type ReactNode } from 'react';
import { money, shortId } from '../../shared/format';
import { useMarket } from '../live/use-board';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import type { Story } from './story';

const STEPS_MINOR = [50, 100, 200];

/** More money for whoever takes it. What was offered already stays as it was. */
export function RaisePayDialog({
  story: { order, offers },
  onClose,
}: {
  story: Story;
  onClose: () => void;
}): ReactNode {
  const { currency } = useMarket();
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const [amount, setAmount] = useState('1');
  const [reason, setReason] = useState('');
  const minor = Math.round(Number(amount) * 10 ** digits);
  const last = offers.at(-1)?.pay;
  return (
    <ActionDialog
      title={`Raise the pay of ${shortId(order.id)}`}
      effect={
        last
          ? `The next driver who is asked is offered ${money(last.amount + Math.max(0, minor), currency)}; the last one was offered ${money(last.amount, currency)}.`
          : 'It counts from the next offer on.'
      }
      submit="Raise the pay"
      isReady={minor > 0 && reason.trim() !== ''}
      act={() => ({
        path: `/v1/ops/orders/${order.id}/raise_pay`,
        body: { amount: { amount: minor, currency }, reason },
      })}
      refreshes={[['story', order.id]]}
      onClose={onClose}
    >
      <label className="dialog__label">
        By how much ({currency})
        <input
          className="field"
          type="number"
          min={1 / 10 ** digits}
          step="any"
          required
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      </label>
      <span className="chips" role="group" aria-label="Usual amounts">
        {STEPS_MINOR.map((step) => (
          <button key={step} type="button" className="chip" onClick={() => setAmount(String(step / 10 ** digits))}>
            + {money(step, currency)}
          </button>
        ))}
      </span>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
