import type { ReactNode } from 'react';
import { Icon, Logo } from '../../shared/icons';
import { setTheme, useTheme } from '../../shared/theme';
import { signOut } from '../session';

export function Rail(): ReactNode {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <nav className="rail" aria-label="Rooms">
      <span className="rail__logo">
        <Logo />
      </span>
      <a className="rail__room" href="/ops" aria-current="page">
        <Icon name="board" size={22} />
        Board
      </a>
      <a className="rail__room" href="/docs">
        <Icon name="book" size={22} />
        API
      </a>
      <span className="rail__space" />
      <button
        type="button"
        className="rail__room"
        onClick={() => setTheme(other)}
        aria-label={`Switch to ${other} theme`}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} size={22} />
        {theme === 'dark' ? 'Light' : 'Dark'}
      </button>
      <button type="button" className="rail__room" onClick={() => signOut()}>
        <Icon name="leave" size={22} />
        Sign out
      </button>
    </nav>
  );
}
