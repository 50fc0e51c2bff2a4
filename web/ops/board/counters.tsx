import { useMemo, useState, type ReactNode } from 'react';
import { count, duration, slack } from '../../shared/format';
import { RungGlyph, StatusGlyph } from '../../shared/status-glyph';
import type { Board } from '../live/board';
import { useBoard, useMarketNow } from '../live/use-board';
import { useShortcuts } from '../shell/shortcuts';
import { useOpsSearch, useSetSearch, type OpsSearch } from '../search';
import { AssignFigure } from './assign-figure';
import { tally, type Count, type Tally } from './tally';

interface Counter {
  show: NonNullable<OpsSearch['show']>;
  label: string;
  glyph: ReactNode;
  figure: number;
  note: string;
  tone?: 'alarm' | 'wait';
}

/** The board as it was at this second: thousands of orders are not counted again for each change of one. */
function useEachSecond(board: Board, now: number): Board {
  const [held, setHeld] = useState({ board, now });
  if (held.now === now && held.board.market.id === board.market.id) return held.board;
  setHeld({ board, now });
  return board;
}

/** The board in eight figures; each is a button that filters by what it counts, and lives in the URL. */
export function Counters(): ReactNode {
  const board = useBoard();
  const now = useMarketNow();
  const counted = useEachSecond(board, now);
  const counters = useMemo(() => countersOf(tally(counted, now), now), [counted, now]);
  const { show } = useOpsSearch();
  const setSearch = useSetSearch();
  const toggle = (counter: Counter): void => setSearch({ show: counter.show === show ? undefined : counter.show });
  useShortcuts(Object.fromEntries(counters.map((counter, index) => [String(index + 1), () => toggle(counter)])));

  return (
    <div className="counters" role="group" aria-label="Filter by">
      {counters.map((counter) => (
        <button
          key={counter.show}
          type="button"
          className="counter"
          data-tone={counter.figure > 0 ? counter.tone : undefined}
          aria-pressed={counter.show === show}
          onClick={() => toggle(counter)}
        >
          <span className="counter__label">
            {counter.glyph}
            {counter.label}
          </span>
          <span className="counter__line">
            <b className="counter__figure">{count(counter.figure)}</b>
            <small>{counter.note}</small>
          </span>
        </button>
      ))}
      <AssignFigure />
    </div>
  );
}

function countersOf({ counts, freeDrivers, busyDrivers }: Tally, now: number): Counter[] {
  const { escalated, late, late_soon, unassigned, offered, to_pickup, carrying } = counts;
  return [
    {
      show: 'escalated',
      label: 'Escalated',
      glyph: <RungGlyph rung={0} size={16} />,
      figure: escalated.orders,
      note: until('in', escalated.nextAt, now),
      tone: 'alarm',
    },
    { show: 'late', label: 'Late', glyph: null, figure: late.orders, note: worstOf(late), tone: 'wait' },
    { show: 'late_soon', label: 'Late soon', glyph: null, figure: late_soon.orders, note: '< 10 min' },
    {
      show: 'unassigned',
      label: 'Unassigned',
      glyph: <StatusGlyph status="unassigned" size={14} />,
      figure: unassigned.orders,
      note: unassigned.oldestAt === null ? '' : `oldest ${duration(now - unassigned.oldestAt)}`,
      tone: 'wait',
    },
    {
      show: 'offered',
      label: 'Offered',
      glyph: <StatusGlyph status="offered" size={14} />,
      figure: offered.orders,
      note: until('answer', offered.nextAt, now),
    },
    {
      show: 'to_pickup',
      label: 'To pickup',
      glyph: <StatusGlyph status="assigned" size={14} />,
      figure: to_pickup.orders,
      note: lateOf(to_pickup),
    },
    {
      show: 'carrying',
      label: 'Carrying',
      glyph: <StatusGlyph status="picked_up" size={14} />,
      figure: carrying.orders,
      note: lateOf(carrying),
    },
    { show: 'drivers', label: 'Free drivers', glyph: null, figure: freeDrivers, note: `${count(busyDrivers)} busy` },
  ];
}

function until(what: string, at: number | null, now: number): string {
  if (at === null) return '';
  return at > now ? `${what} ${duration(at - now)}` : 'deciding…';
}

const worstOf = ({ worstSlackMs }: Count): string => (worstSlackMs === null ? '' : `worst ${slack(worstSlackMs)}`);

const lateOf = ({ orders, late }: Count): string =>
  orders === 0 ? '' : late === 0 ? 'none late' : `${count(late)} late`;
