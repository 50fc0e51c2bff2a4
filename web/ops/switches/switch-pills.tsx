import { useId, useState, type ReactNode } from 'react';
import { age, count } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useMarket, useMarketNow } from '../live/use-board';
import { useObstacleFor } from '../parts/act';
import { ActionDialog, ReasonField } from '../parts/action-dialog';
import { SWITCHES, switchesPath, useSwitches, type MarketSwitch } from './switches';

/** What runs by itself in this market, always in sight: a switch that somebody forgot holds a city up. */
export function SwitchPills(): ReactNode {
  const { data } = useSwitches();
  const [asked, setAsked] = useState<MarketSwitch | null>(null);
  return (
    <>
      {data?.map(
        (item) =>
          (item.on || SWITCHES[item.name].isShownOff) && (
            <Pill key={item.name} item={item} onAsk={() => setAsked(item)} />
          ),
      )}
      {asked && <SwitchDialog item={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Pill({ item, onAsk }: { item: MarketSwitch; onAsk: () => void }): ReactNode {
  const id = useId();
  const obstacle = useObstacleFor('manager');
  const { pill, title, effect } = SWITCHES[item.name];
  return (
    <>
      <button type="button" className="switch-pill" data-on={item.on || undefined} popoverTarget={id}>
        <span className="live-pill__dot" aria-hidden />
        {pill} {stateOf(item)}
        {item.on && item.holds_up.orders > 0 && <b>{count(item.holds_up.orders)}</b>}
      </button>
      <div id={id} popover="auto" className="menu switch-pill__card">
        <b>{title}</b>
        {item.on ? <OnSince item={item} /> : <p>{effect}</p>}
        <button
          type="button"
          className={item.on ? 'button button--primary' : 'button'}
          popoverTarget={id}
          popoverTargetAction="hide"
          disabled={obstacle !== null}
          title={obstacle ?? undefined}
          onClick={onAsk}
        >
          {item.on ? 'Take it back' : title}
        </button>
        {obstacle !== null && <small className="quiet">{obstacle}</small>}
      </div>
    </>
  );
}

const stateOf = ({ name, on }: MarketSwitch): string => {
  if (name === 'manual_mode') return on ? 'mode' : 'off';
  if (!on) return 'on';
  return name === 'pause_intake' ? 'paused' : 'frozen';
};

function OnSince({ item: { reason, set_by, since, holds_up } }: { item: MarketSwitch }): ReactNode {
  const { clock } = useMarket();
  const now = useMarketNow();
  return (
    <p>
      {reason}
      <br />
      <span className="quiet">
        {set_by}
        {since && `, ${age(now - marketTime(clock, since))} ago`}. {count(holds_up.orders)} orders wait because of it
        {holds_up.refused > 0 && `, ${count(holds_up.refused)} were refused`}.
      </span>
    </p>
  );
}

function SwitchDialog({ item, onClose }: { item: MarketSwitch; onClose: () => void }): ReactNode {
  const { id, name } = useMarket();
  const [reason, setReason] = useState('');
  const { title, effect } = SWITCHES[item.name];
  return (
    <ActionDialog
      title={item.on ? `${title}: take it back` : `${title} in ${name}`}
      effect={item.on ? 'What it held up goes on by itself.' : effect}
      submit={item.on ? 'Take it back' : title}
      isDangerous={!item.on}
      isReady={reason.trim() !== ''}
      act={() => ({ path: switchesPath(id), body: { name: item.name, on: !item.on, reason } })}
      refreshes={[['switches', id]]}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
