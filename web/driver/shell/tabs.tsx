import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../shared/icons';

export type Tab = 'now' | 'earnings' | 'score' | 'me';

const TABS: { tab: Tab; label: string; icon: IconName; isRecord: boolean }[] = [
  { tab: 'now', label: 'Now', icon: 'navigate', isRecord: false },
  { tab: 'earnings', label: 'Earnings', icon: 'coins', isRecord: true },
  { tab: 'score', label: 'Score', icon: 'score', isRecord: true },
  { tab: 'me', label: 'Me', icon: 'person', isRecord: false },
];

/** `hasRecord`: the server keeps earnings and a score. */
export function Tabs({
  tab: current,
  onChange,
  hasRecord,
}: {
  tab: Tab;
  onChange: (tab: Tab) => void;
  hasRecord: boolean;
}): ReactNode {
  return (
    <nav className="tabs" aria-label="Rooms">
      {TABS.filter(({ isRecord }) => hasRecord || !isRecord).map(({ tab, label, icon }) => (
        <button
          key={tab}
          type="button"
          className="tabs__tab"
          aria-current={tab === current ? 'page' : undefined}
          onClick={() => onChange(tab)}
        >
          <Icon name={icon} size={22} />
          {label}
        </button>
      ))}
    </nav>
  );
}
