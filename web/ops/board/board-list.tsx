import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import { count } from '../../shared/format';
import { useBoard } from '../live/use-board';
import type { Section } from './arrange';
import { BoardRow, rowId } from './board-row';
import { FoldRow } from './fold-row';
import { keyOf, type Item } from './items';
import { useOccupied } from './use-settled';

const ROW_PX = 32;
const HEAD_PX = 28;
const COLUMNS = ['Status', 'Order', 'Rung', 'From → to', 'Driver', 'Next', 'At most', 'Slack, min'];

/**
 * The orders as a grid with one tab stop: the cursor moves inside and the grid says which row it is on. Only rows in
 * sight are in the document.
 */
export function BoardList({
  items,
  cursor,
  open,
  onCursor,
  onOpen,
  onStep,
  onOccupied,
  onFold,
}: {
  items: readonly Item[];
  cursor: string | null;
  open: string | null;
  onCursor: (orderId: string) => void;
  onOpen: (orderId: string) => void;
  onStep: (by: number) => void;
  onOccupied: (isOccupied: boolean) => void;
  onFold: (key: string) => void;
}): ReactNode {
  const { orders } = useBoard();
  const ref = useRef<HTMLDivElement>(null);
  const isOccupied = useOccupied(ref);
  useEffect(() => onOccupied(isOccupied), [isOccupied, onOccupied]);

  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => ref.current,
    estimateSize: (index) => (items[index]?.kind === 'head' ? HEAD_PX : ROW_PX),
    // The same function for the same items: with another one all rows are measured anew, at every step of a scroll.
    getItemKey: useCallback((index: number) => keyOf(items[index]), [items]),
    overscan: 8,
    // The focus ring and the first row's name must not hide under the column heads.
    scrollPaddingStart: HEAD_PX,
  });
  const cursorIndex = useMemo(
    () => (cursor === null ? -1 : items.findIndex((item) => item.kind === 'row' && item.id === cursor)),
    [items, cursor],
  );
  useEffect(() => {
    if (cursorIndex >= 0) virtualizer.scrollToIndex(cursorIndex, { align: 'auto' });
    // Only when the cursor goes elsewhere: a list that re-sorts must not pull the view along.
  }, [cursor]);

  return (
    <div
      ref={ref}
      className="board-list"
      role="grid"
      aria-label="Orders"
      aria-rowcount={items.length + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={cursor !== null && cursorIndex >= 0 ? rowId(cursor) : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') onStep(1);
        else if (event.key === 'ArrowUp') onStep(-1);
        else return;
        event.preventDefault();
      }}
    >
      <div role="row" aria-rowindex={1} className="row row--columns">
        {COLUMNS.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const item = items[index];
          if (!item) return null;
          const place: CSSProperties = { transform: `translateY(${start}px)` };
          if (item.kind === 'head') {
            return <SectionHead key={key} section={item.section} rowIndex={index + 2} style={place} />;
          }
          if (item.kind === 'fold') {
            return <FoldRow key={key} item={item} rowIndex={index + 2} style={place} onFold={onFold} />;
          }
          const order = orders.get(item.id);
          if (!order) return null;
          return (
            <div
              key={key}
              id={rowId(item.id)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={item.id === open}
              className="row"
              data-edge={item.section}
              data-cursor={item.id === cursor || undefined}
              style={place}
              onClick={() => {
                onCursor(item.id);
                onOpen(item.id);
              }}
            >
              <BoardRow order={order} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function SectionHead({
  section,
  rowIndex,
  style,
}: {
  section: Section;
  rowIndex: number;
  style: CSSProperties;
}): ReactNode {
  return (
    <div role="row" aria-rowindex={rowIndex} className="row row--head" style={style}>
      <span role="gridcell" aria-colspan={COLUMNS.length}>
        <b>{section.title}</b> <span className="quiet">{count(section.ids.length)}</span>
        {section.hint !== '' && <span className="quiet"> · {section.hint}</span>}
      </span>
    </div>
  );
}
