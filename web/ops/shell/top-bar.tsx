import { useRef, type ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { useBoardSearch, useSetBoardSearch } from '../board/board-search';
import { useMarket, useMarketNow, useMarkets } from '../live/use-board';
import { useSession } from '../session';
import { LivePill } from './live-pill';
import { useShortcuts } from './shortcuts';

export function TopBar({ onHelp }: { onHelp: () => void }): ReactNode {
  const session = useSession();
  return (
    <header className="top-bar">
      <MarketPicker />
      <MarketTime />
      <SearchBox />
      <span className="top-bar__space" />
      <LivePill />
      <button type="button" className="icon-button" aria-label="Keyboard shortcuts" onClick={onHelp}>
        <kbd>?</kbd>
      </button>
      {session && (
        <span className="top-bar__person" title={`${session.name}, ${session.level}`}>
          {session.name} <small>{session.level}</small>
        </span>
      )}
    </header>
  );
}

function MarketPicker(): ReactNode {
  const market = useMarket();
  const { data: markets = [] } = useMarkets();
  const setSearch = useSetBoardSearch();
  if (markets.length < 2) return <h1 className="top-bar__market">{market.name}</h1>;
  return (
    <h1 className="top-bar__market">
      <select
        aria-label="Market"
        value={market.id}
        onChange={(event) => setSearch({ market: event.target.value, order: undefined, merchant: undefined })}
      >
        {markets.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </h1>
  );
}

function MarketTime(): ReactNode {
  const market = useMarket();
  const now = useMarketNow();
  const { rate } = market.clock;
  return (
    <p className="top-bar__time">
      <time dateTime={new Date(now).toISOString()}>{clockFormat(market.timeZone).precise(now)}</time>
      <small>market time{rate === 1 ? '' : `, × ${rate}`}</small>
    </p>
  );
}

function SearchBox(): ReactNode {
  const ref = useRef<HTMLInputElement>(null);
  const { q = '' } = useBoardSearch();
  const setSearch = useSetBoardSearch();
  useShortcuts({ '/': () => ref.current?.focus() });
  return (
    <label className="search-box">
      <Icon name="search" size={16} />
      <span className="visually-hidden">Search orders</span>
      <input
        ref={ref}
        type="search"
        placeholder="Order, driver, merchant…"
        value={q}
        onChange={(event) => setSearch({ q: event.target.value || undefined })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'Enter') return;
          if (event.key === 'Escape') setSearch({ q: undefined });
          event.currentTarget.blur();
        }}
      />
      <kbd>/</kbd>
    </label>
  );
}
