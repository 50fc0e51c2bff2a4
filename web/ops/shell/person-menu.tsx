import { useId, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { setTheme, useTheme } from '../../shared/theme';
import { signOut, useSession } from '../session';

/** Who is signed in, and what concerns this screen alone. */
export function PersonMenu(): ReactNode {
  const id = useId();
  const session = useSession();
  const theme = useTheme();
  if (!session) return null;
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <>
      <button type="button" className="person" popoverTarget={id} aria-label={`${session.name}, ${session.level}`}>
        {initialsOf(session.name)}
      </button>
      <div id={id} popover="auto" className="menu person__menu">
        <p className="person__who">
          <b>{session.name}</b>
          <small>{session.level}</small>
        </p>
        <button type="button" className="menu__item" onClick={() => setTheme(other)}>
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} /> {other === 'dark' ? 'Dark' : 'Light'} theme
        </button>
        <a className="menu__item" href="/docs" target="_blank" rel="noopener">
          <Icon name="book" /> API reference
        </a>
        <button type="button" className="menu__item" onClick={() => signOut()}>
          <Icon name="leave" /> Sign out
        </button>
      </div>
    </>
  );
}

function initialsOf(name: string): string {
  const [first = '', second = ''] = name.split(/[\s._@-]+/);
  return ((first[0] ?? '') + (second[0] ?? first[1] ?? '')).toUpperCase();
}
