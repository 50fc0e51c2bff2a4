import { useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { useBoard, useMarketNow } from '../live/use-board';
import { useShortcuts } from '../shell/shortcuts';
import { arrange, drift, keepKnown, type BoardFilters, type Section } from './arrange';
import { BoardList } from './board-list';
import { useOpsSearch, useSetSearch } from '../search';
import { DriverList } from './driver-list';
import { FilterBar } from './filter-bar';
import { idsOf, itemsOf } from './items';
import { useSettled } from './use-settled';

/** Time moves orders between sections too; this often is soon enough. */
const ARRANGE_EVERY_MS = 5000;

/** The list, its filters, and the keys that walk it. */
export function BoardPane(): ReactNode {
  const { show } = useOpsSearch();
  return (
    <section className="board-pane" aria-label="Board">
      {show === 'drivers' ? <DriverList /> : <OrderBoard />}
    </section>
  );
}

function OrderBoard(): ReactNode {
  const board = useBoard();
  const { order: open = null } = useOpsSearch();
  const setSearch = useSetSearch();
  const [isOccupied, setOccupied] = useState(false);
  const [cursor, setCursor] = useState<string | null>(open);

  const [current, filterKey] = useArrangement();
  const [settled, settle] = useSettled(current, filterKey, isOccupied);
  const sections = useMemo(() => keepKnown(settled, (id) => board.orders.has(id)), [settled, board.orders]);
  const behind = useMemo(() => drift(sections, current), [sections, current]);

  const openStory = useCallback((order: string) => setSearch({ order }), [setSearch]);
  const [openFolds, toggleFold] = useToggles();
  const items = useMemo(() => itemsOf(sections, openFolds), [sections, openFolds]);
  function step(by: number): void {
    const ids = idsOf(items);
    const at = ids.indexOf(cursor ?? '');
    const next = ids[at < 0 ? 0 : Math.min(Math.max(at + by, 0), ids.length - 1)];
    if (next === undefined) return;
    setCursor(next);
    if (open !== null) openStory(next);
  }
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    Enter: (event) => {
      // Enter on a button is that button's.
      if (cursor !== null && !(event.target instanceof HTMLButtonElement)) openStory(cursor);
    },
    '.': settle,
    Escape: () => setSearch(open === null ? { show: undefined, q: undefined } : { order: undefined }),
  });

  return (
    <>
      <FilterBar behind={behind} onSettle={settle} />
      {board.ordersHidden > 0 && <Hidden shown={board.orders.size} hidden={board.ordersHidden} />}
      <BoardList
        items={items}
        cursor={cursor}
        open={open}
        onCursor={setCursor}
        onOpen={openStory}
        onStep={step}
        onOccupied={setOccupied}
        onFold={toggleFold}
      />
      {sections.length === 0 && <EmptyBoard />}
    </>
  );
}

/** Above the list, where it is read before the list is believed. */
const Hidden = ({ shown, hidden }: { shown: number; hidden: number }): ReactNode => (
  <p className="board-pane__note" role="status">
    <b>
      {count(shown)} of {count(shown + hidden)} open orders are shown
    </b>
    : escalated, late and longest without a driver first. {count(hidden)} that come after them are left out, also of the
    figures above and of filters.
  </p>
);

function useToggles(): [ReadonlySet<string>, toggle: (key: string) => void] {
  const [on, setOn] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (key: string) =>
      setOn((keys) => new Set(keys.has(key) ? [...keys].filter((other) => other !== key) : [...keys, key])),
    [],
  );
  return [on, toggle];
}

function useArrangement(): [Section[], key: string] {
  const { orders: latest, market } = useBoard();
  // Rows show what has changed at once; thousands of them are put in order in a task of its own, a moment later.
  const orders = useDeferredValue(latest);
  const { show, merchant, zone, q, group } = useOpsSearch();
  const beat = Math.floor(useMarketNow() / ARRANGE_EVERY_MS) * ARRANGE_EVERY_MS;
  const filters = useMemo<BoardFilters>(
    () => ({
      show: show === undefined || show === 'drivers' ? null : show,
      merchant: merchant ?? null,
      zone: zone ?? null,
      query: q ?? '',
      group: group ?? 'urgency',
    }),
    [show, merchant, zone, q, group],
  );
  const sections = useMemo(
    () => arrange(orders.values(), filters, market.clock, beat),
    [orders, filters, market.clock, beat],
  );
  return [sections, JSON.stringify(filters)];
}

function EmptyBoard(): ReactNode {
  const { orders } = useBoard();
  const setSearch = useSetSearch();
  if (orders.size === 0) {
    return (
      <p className="board-pane__empty">
        <b>No open orders.</b>
        The next one appears here by itself.
      </p>
    );
  }
  return (
    <p className="board-pane__empty">
      <b>Nothing matches.</b>
      {count(orders.size)} open orders are hidden by the filters.
      <button
        type="button"
        className="button"
        onClick={() => setSearch({ show: undefined, q: undefined, merchant: undefined, zone: undefined })}
      >
        Show all
      </button>
    </p>
  );
}
