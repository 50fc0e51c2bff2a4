import { useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useBoard } from '../live/use-board';
import { useOpsSearch, useSetSearch } from '../search';
import { hitsOf, type Hit } from './search-hits';
import { SearchHits } from './search-list';
import { useServerSearch } from './search-server';
import { useShortcuts } from './shortcuts';

/** Rooms whose list follows the letters while they are typed. */
const FILTERED_ROOMS = new Set(['/', '/map']);

export function SearchBox(): ReactNode {
  const isFiltering = FILTERED_ROOMS.has(useLocation({ select: ({ pathname }) => pathname }));
  return <Field key={String(isFiltering)} isFiltering={isFiltering} />;
}

function Field({ isFiltering }: { isFiltering: boolean }): ReactNode {
  const ref = useRef<HTMLInputElement>(null);
  const listId = useId();
  const { q = '', market } = useOpsSearch();
  const setSearch = useSetSearch();
  const navigate = useNavigate();
  const [query, setQuery] = useState(isFiltering ? q : '');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  // The address bar follows the hand a moment later: while somebody types, the hand is right.
  if (isFiltering && !isOpen && query !== q) setQuery(q);
  const board = useBoard();
  const server = useServerSearch(board.market.id, isOpen ? query : '');
  const hits = useMemo(
    () => (isOpen ? merged(hitsOf(board, query), server.hits) : []),
    [isOpen, board, query, server.hits],
  );
  useFocusKeys(() => ref.current?.focus());

  function type(text: string): void {
    setOpen(true);
    setActive(-1);
    setQuery(text);
    if (isFiltering) setSearch({ q: text || undefined });
  }
  function follow({ path, search }: Hit): void {
    setQuery('');
    ref.current?.blur();
    void navigate({ to: path, search: { market, ...search } });
  }
  /** Acts on what stands in the field, not on what has been found so far. Where the list filters, it has the first word. */
  async function enter(text: string): Promise<void> {
    const chosen = hits[active];
    if (chosen) return follow(chosen);
    const known = hitsOf(board, text);
    if (isFiltering && known.some(({ kind }) => kind === 'Order')) return ref.current?.blur();
    const [first] = known.length > 0 ? known : await server.answerTo(text);
    // Whoever has typed on meanwhile means something else.
    if (first && ref.current?.value === text) follow(first);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setActive((active + step + hits.length) % hits.length);
    } else if (event.key === 'Enter') {
      void enter(event.currentTarget.value);
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
      <SearchHits
        id={listId}
        hits={hits}
        active={active}
        note={
          isOpen && query.trim() !== '' && hits.length === 0 ? (server.isAsking ? 'Looking…' : 'Nothing found.') : null
        }
        onFollow={follow}
      />
    </div>
  );
}

/** The board's own first: they are what is going on. */
function merged(known: readonly Hit[], found: readonly Hit[]): Hit[] {
  const keys = new Set(known.map(({ key }) => key));
  return [...known, ...found.filter(({ key }) => !keys.has(key))];
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
