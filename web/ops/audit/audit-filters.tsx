import { useEffect, useState, type ReactNode } from 'react';
import { shortId } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { useBoard } from '../live/use-board';
import { Choice } from '../parts/choice';
import { useOpsSearch, useSetSearch, type OpsSearch } from '../search';
import { useZoneName } from '../zones/zones';
import { TYPE_GROUPS } from './audit-event';

/** Long enough to have typed a word. */
const TYPING_MS = 350;

export const NO_FILTERS: Partial<OpsSearch> = {
  order: undefined,
  driver: undefined,
  merchant: undefined,
  zone: undefined,
  actor: undefined,
  type: undefined,
  from: undefined,
  to: undefined,
  q: undefined,
};

/** All of it lives in the address bar: a question can be sent to somebody else. */
export function AuditFilters(): ReactNode {
  const { type = '', from = '', to = '' } = useOpsSearch();
  const setSearch = useSetSearch();
  return (
    <div className="filters" role="group" aria-label="Filters">
      <Typed name="q" label="Words" placeholder="Words of the type, who, or why" />
      <Choice
        label="Type"
        value={type}
        options={TYPE_GROUPS.some(([key]) => key === type) ? TYPE_GROUPS : [...TYPE_GROUPS, [type, type]]}
        isOn={type !== ''}
        onChoose={(value) => setSearch({ type: value || undefined })}
      />
      <Typed name="actor" label="Who" placeholder="Who" />
      <label className="filters__time">
        from
        <input
          className="field"
          type="datetime-local"
          aria-label="From, market time"
          value={from}
          onChange={(event) => setSearch({ from: event.target.value || undefined })}
        />
      </label>
      <label className="filters__time">
        to
        <input
          className="field"
          type="datetime-local"
          aria-label="To, market time"
          value={to}
          onChange={(event) => setSearch({ to: event.target.value || undefined })}
        />
      </label>
      <Pinned />
    </div>
  );
}

/** Follows the hand at once and the address bar a moment later. */
function Typed({ name, label, placeholder }: { name: 'q' | 'actor'; label: string; placeholder: string }): ReactNode {
  const { [name]: given = '' } = useOpsSearch();
  const setSearch = useSetSearch();
  const [text, setText] = useState(given);
  const [known, setKnown] = useState(given);
  if (known !== given) {
    setKnown(given);
    setText(given);
  }
  useEffect(() => {
    if (text === given) return;
    const timer = setTimeout(() => setSearch({ [name]: text || undefined }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <input
      className={`field filters__${name}`}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}

/** What was clicked in the table: one order, one driver. */
function Pinned(): ReactNode {
  const { order, driver, merchant, zone } = useOpsSearch();
  const { drivers } = useBoard();
  const zoneName = useZoneName();
  const setSearch = useSetSearch();
  const pins = [
    ['order', order, order && `Order ${shortId(order)}`],
    ['driver', driver, driver && `Driver ${drivers.get(driver)?.name ?? shortId(driver)}`],
    ['merchant', merchant, merchant && `Merchant ${shortId(merchant)}`],
    ['zone', zone, zone && `Zone ${zoneName(zone)}`],
  ] as const;
  return pins.map(
    ([key, value, label]) =>
      value !== undefined && (
        <button
          key={key}
          type="button"
          className="chip chip--pin"
          aria-label={`Drop the filter ${label}`}
          onClick={() => setSearch({ [key]: undefined })}
        >
          {label} <Icon name="close" size={12} />
        </button>
      ),
  );
}
