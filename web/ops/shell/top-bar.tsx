import type { ReactNode } from 'react';
import { clockFormat } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { useMarket, useMarketNow, useMarkets } from '../live/use-board';
import { useSetSearch } from '../search';
import { SwitchPills } from '../switches/switch-pills';
import { LivePill } from './live-pill';
import { PersonMenu } from './person-menu';
import { SearchBox } from './search-box';

export function TopBar({ onHelp }: { onHelp: () => void }): ReactNode {
  return (
    <header className="top-bar">
      <MarketPicker />
      <MarketTime />
      <SearchBox />
      <span className="top-bar__space" />
      <SwitchPills />
      <LivePill />
      <button type="button" className="icon-button" aria-label="Keyboard shortcuts" title="Keyboard" onClick={onHelp}>
        <kbd>?</kbd>
      </button>
      <PersonMenu />
    </header>
  );
}

/** The order, the merchant and the zone that were looked at are of the market before. */
const OF_A_MARKET = { order: undefined, merchant: undefined, zone: undefined, driver: undefined, row: undefined };

function MarketPicker(): ReactNode {
  const market = useMarket();
  const { data: markets = [] } = useMarkets();
  const setSearch = useSetSearch();
  if (markets.length < 2) return <h1 className="top-bar__market">{market.name}</h1>;
  return (
    <h1 className="top-bar__market">
      <select
        aria-label="Market"
        value={market.id}
        onChange={(event) => setSearch({ market: event.target.value, ...OF_A_MARKET })}
      >
        {markets.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
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
