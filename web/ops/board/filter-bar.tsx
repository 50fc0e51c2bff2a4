import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { count } from '../../shared/format';
import type { Order } from '../live/board';
import { useBoard } from '../live/use-board';
import { Choice } from '../parts/choice';
import { useOpsSearch, useSetSearch } from '../search';
import { useZoneName } from '../zones/zones';

const GROUPS = [
  ['urgency', 'Group: urgency'],
  ['status', 'Group: status'],
] as const;

export function FilterBar({
  behind,
  onSettle,
}: {
  behind: { moved: number; fresh: number };
  onSettle: () => void;
}): ReactNode {
  const { orders } = useBoard();
  // What can be chosen is worked out after what is shown.
  const settled = useDeferredValue(orders);
  const { group, merchant, zone } = useOpsSearch();
  const setSearch = useSetSearch();
  const merchants = useMemo(
    () => [...new Map([...settled.values()].map((order) => [order.merchant.id, order.merchant.name]))].sort(byName),
    [settled],
  );
  const zones = useZoneOptions(settled);
  return (
    <div className="filter-bar">
      <Choice
        label="Group by"
        value={group ?? 'urgency'}
        options={GROUPS}
        isOn
        onChoose={(value) => setSearch({ group: value === 'status' ? 'status' : undefined })}
      />
      <Choice
        label="Zone"
        value={zone ?? ''}
        options={[['', 'All zones'], ...zones]}
        isOn={zone !== undefined}
        onChoose={(value) => setSearch({ zone: value || undefined })}
      />
      <Choice
        label="Merchant"
        value={merchant ?? ''}
        options={[['', 'All merchants'], ...merchants]}
        isOn={merchant !== undefined}
        onChoose={(value) => setSearch({ merchant: value || undefined })}
      />
      <span className="filter-bar__space" />
      {behind.moved + behind.fresh > 0 ? (
        <button type="button" className="filter-bar__behind" title={behindInWords(behind)} onClick={onSettle}>
          +{count(behind.moved + behind.fresh)} · sort now <kbd>.</kbd>
        </button>
      ) : (
        <span className="quiet">{count(orders.size)} open</span>
      )}
    </div>
  );
}

const byName = ([, a]: [string, string], [, b]: [string, string]): number => a.localeCompare(b);

/** The zones that have open orders, most of them first. */
function useZoneOptions(orders: ReadonlyMap<string, Order>): (readonly [string, string])[] {
  const nameOf = useZoneName();
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const { zoneId } of orders.values()) counts.set(zoneId, (counts.get(zoneId) ?? 0) + 1);
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([id, many]) => [id, `${nameOf(id)} (${count(many)})`] as const);
  }, [orders, nameOf]);
}

const behindInWords = ({ moved, fresh }: { moved: number; fresh: number }): string =>
  [moved > 0 && `${count(moved)} moved`, fresh > 0 && `${count(fresh)} new`].filter(Boolean).join(', ');
