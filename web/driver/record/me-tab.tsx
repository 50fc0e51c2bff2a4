import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { setTheme, useTheme } from '../../shared/theme';
import { forgetWorld, useWorld } from '../live/follow';
import { useActions } from '../queue/queue';
import { WaitingList } from '../queue/waiting-list';
import { signOut } from '../session';
import { PlannedShifts } from './planned-shifts';
import { PushSwitch } from './push-switch';
import { Rows } from './record-page';

export function MeTab(): ReactNode {
  const { driver } = useWorld();
  const theme = useTheme();
  const waiting = useActions().filter(({ state }) => state === 'waiting').length;
  if (!driver) return null;
  const leave = (): void => {
    signOut();
    forgetWorld(driver.id);
  };
  return (
    <section className="record">
      <h2>{driver.name}</h2>
      <Rows
        rows={[
          { label: 'Vehicle', value: driver.vehicle },
          { label: 'Market', value: driver.market.name },
        ]}
      />
      <WaitingList />
      {driver.shift !== undefined && <PlannedShifts />}
      {driver.shift !== undefined && <PushSwitch />}
      <button
        type="button"
        className="press press--second"
        onClick={() => setTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} size={22} /> {theme === 'dark' ? 'Light' : 'Dark'} theme
      </button>
      <button type="button" className="press press--second" disabled={waiting > 0} onClick={leave}>
        <Icon name="leave" size={22} /> Sign out
      </button>
      {waiting > 0 && <p className="figure__sub">You can sign out once everything is sent.</p>}
    </section>
  );
}
