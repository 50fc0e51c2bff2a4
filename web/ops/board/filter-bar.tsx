import { useMemo, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { useBoard } from '../live/use-board';
import { useBoardSearch, useSetBoardSearch } from './board-search';

export function FilterBar({
  behind,
  onSettle,
}: {
  behind: { moved: number; fresh: number };
  onSettle: () => void;
}): ReactNode {
  const { orders } = useBoard();
  const { group, merchant } = useBoardSearch();
  const setSearch = useSetBoardSearch();
  const merchants = useMemo(
    () => [...new Map([...orders.values()].map((order) => [order.merchant.id, order.merchant.name]))].sort(byName),
    [orders],
  );
  return (
    <div className="filter-bar">
      <select
        className="chip"
        aria-label="Group by"
        value={group ?? 'urgency'}
        onChange={(event) => setSearch({ group: event.target.value === 'status' ? 'status' : undefined })}
      >
        <option value="urgency">Group: urgency</option>
        <option value="status">Group: status</option>
      </select>
      <select
        className="chip"
        aria-label="Merchant"
        value={merchant ?? ''}
        onChange={(event) => setSearch({ merchant: event.target.value || undefined })}
      >
        <option value="">All merchants</option>
        {merchants.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <span className="filter-bar__space" />
      {behind.moved + behind.fresh > 0 ? (
        <button type="button" className="filter-bar__behind" onClick={onSettle}>
          {behindInWords(behind)} · sort now <kbd>.</kbd>
        </button>
      ) : (
        <span className="quiet">{count(orders.size)} open</span>
      )}
    </div>
  );
}

const byName = ([, a]: [string, string], [, b]: [string, string]): number => a.localeCompare(b);

const behindInWords = ({ moved, fresh }: { moved: number; fresh: number }): string =>
  [moved > 0 && `${count(moved)} moved`, fresh > 0 && `${count(fresh)} new`].filter(Boolean).join(', ');
