import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useBoard } from '../live/use-board';
import { useOpsSearch, useSetSearch } from '../search';
import { hitsOf, type Hit } from './search-hits';
import { useShortcuts } from './shortcuts';

/** Rooms whose list follows the letters while they are typed. */
const FILTERED_ROOMS = new Set(['/', '/map']);

export function SearchBox(): ReactNode {
  const ref = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { q = '', market } = useOpsSearch();
  const setSearch = useSetSearch();
  const navigate = useNavigate();
  const isFiltering = FILTERED_ROOMS.has(useLocation({ select: ({ pathname }) => pathname }));
  const [own, setOwn] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const board = useBoard();
  const query = isFiltering ? q : own;
  const hits = useMemo(() => (isOpen ? hitsOf(board, query) : []), [isOpen, board, query]);
  useFocusKeys(() => ref.current?.focus());

  function type(text: string): void {
    setOpen(true);
    setActive(-1);
    if (isFiltering) setSearch({ q: text || undefined });
    else setOwn(text);
  }
  function follow({ path, search }: Hit): void {
    setOwn('');
    ref.current?.blur();
    void navigate({ to: path, search: { market, ...search } });
  }
  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setActive((active + step + hits.length) % hits.length);
    } else if (event.key === 'Enter') {
      const hit = hits[active] ?? (isFiltering ? undefined : hits[0]);
      if (hit) follow(hit);
      else ref.current?.blur();
    } else if (event.key === 'Escape') {
      type('');
      ref.current?.blur();
    }
  }

  return (
    <div className="search-box">
      <Icon name="search" size={16} />
      <input
        ref={ref}
        type="search"
        role="combobox"
        aria-label="Search orders, drivers and merchants"
        aria-expanded={hits.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={hits[active] ? `${listId}-${active}` : undefined}
        placeholder="Order, driver, merchant…"
        autoComplete="off"
        value={query}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden>/</kbd>
      <ul id={listId} role="listbox" aria-label="Found" className="search-box__hits" hidden={hits.length === 0}>
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the field loses the focus and the list goes.
            onPointerDown={() => follow(hit)}
          >
            <small>{hit.kind}</small>
            <b>{hit.title}</b>
            <span className="quiet">{hit.detail}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** `/`, and `Ctrl K` for those whose hands know it. */
function useFocusKeys(focus: () => void): void {
  useShortcuts({ '/': focus });
  const current = useRef(focus);
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      current.current();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
