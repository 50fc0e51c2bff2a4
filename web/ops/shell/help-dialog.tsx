import type { ReactNode } from 'react';
import { Dialog } from './dialog';
import { setShortcutsOn, useShortcutsOn } from './shortcuts';

const KEYS: readonly (readonly [keys: string[], what: string])[] = [
  [['J', 'K'], 'next and previous order'],
  [['Enter'], 'open its story'],
  [['Esc'], 'close the story, then drop the filter'],
  [['1', '–', '8'], 'filter by a counter'],
  [['/'], 'search'],
  [['.'], 'sort the list now'],
  [['M'], 'map or story, where only one fits'],
  [['A'], 'assign the order to a driver'],
  [['R'], 'put it back into the pool'],
  [['C'], 'cancel it'],
  [['E'], 'take its escalation'],
  [['O'], 'open its workflow in the Temporal Web UI'],
  [['Y'], 'copy its link'],
  [['?'], 'this list'],
];

export function HelpDialog({ onClose }: { onClose: () => void }): ReactNode {
  const areOn = useShortcutsOn();
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <div className="dialog__body">
        <dl className="keys">
          {KEYS.map(([keys, what]) => (
            <div key={what} style={{ display: 'contents' }}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <label>
          <input type="checkbox" checked={areOn} onChange={(event) => setShortcutsOn(event.target.checked)} /> One-key
          shortcuts are on
        </label>
      </div>
    </Dialog>
  );
}
