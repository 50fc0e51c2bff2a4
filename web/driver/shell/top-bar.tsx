import { useState, type ReactNode } from 'react';
import { StatusGlyph } from '../../shared/status-glyph';
import { EarnedToday } from '../record/earned-today';
import type { Driver } from '../live/wire';
import { useMarketWords } from '../live/use-market';
import { ShiftSheet } from './shift-sheet';
import { endInSight, shiftWords } from './shift-words';

/** How he stands, as a button: break and last order are two taps away at any time, and never in front of an offer. */
export function TopBar({ driver, hasOffer }: { driver: Driver; hasOffer: boolean }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { time } = useMarketWords();
  const { title, family } = shiftWords(driver);
  return (
    <header className="top">
      {hasOffer ? (
        <h1 className="chip chip--offer">
          <StatusGlyph status="offered" size={20} /> New offer
        </h1>
      ) : (
        <button type="button" className={`chip chip--${family}`} aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <span className="chip__dot" /> {title}
        </button>
      )}
      <p className="top__side">
        <b>{driver.shift === undefined ? driver.name : <EarnedToday />}</b>
        <br />
        {sideWords(driver, time)}
      </p>
      {isOpen && !hasOffer && <ShiftSheet driver={driver} onClose={() => setOpen(false)} />}
    </header>
  );
}

function sideWords(driver: Driver, time: (instant: string) => string): ReactNode {
  const end = endInSight(driver);
  if (driver.availability === 'offline') return driver.market.name;
  return end ? <b className="top__end">ends at {time(end.at)}</b> : `since ${time(driver.since)}`;
}
