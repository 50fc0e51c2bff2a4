import type { ReactNode } from 'react';
import { ROOMS } from '../rooms';
import { Dialog } from './dialog';
import { setShortcutsOn, useShortcutsOn } from './shortcuts';

type Keys = readonly (readonly [keys: string[], what: string])[];

const GROUPS: readonly (readonly [title: string, keys: Keys])[] = [
  [
    'Everywhere',
    [
      [['/', 'Ctrl K'], 'search orders, drivers and merchants'],
      [['G', 'B'], 'to the board'],
      ...ROOMS.slice(1).map(({ key, title }) => [['G', key.toUpperCase()], title.toLowerCase()] as const),
      [['Esc'], 'close what is open, then drop the filter'],
      [['Y'], 'copy a link to what is open'],
      [['?'], 'this list'],
    ] as Keys,
  ],
  [
    'Board',
    [
      [['J', 'K'], 'next and previous order'],
      [['Enter'], 'open its story'],
      [['1', '–', '8'], 'filter by a counter'],
      [['.'], 'sort the list now'],
      [['M'], 'map or story, where only one fits'],
      [['+', '−', '0'], 'map: closer, further, everything'],
    ],
  ],
  [
    'Order',
    [
      [['A'], 'assign it to a driver'],
      [['P'], 'raise the driver’s pay'],
      [['R'], 'put it back into the pool'],
      [['H'], 'hold it, or end its hold'],
      [['T'], 'take its driver out'],
      [['C'], 'cancel it (asks first)'],
      [['E'], 'take its escalation'],
      [['S'], 'snooze its escalation'],
      [['O'], 'open its workflow in the Temporal Web UI'],
    ],
  ],
];

export function HelpDialog({ onClose }: { onClose: () => void }): ReactNode {
  const areOn = useShortcutsOn();
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <div className="dialog__body">
        {GROUPS.map(([title, group]) => (
          <section key={title} aria-label={title}>
            <h3 className="keys__title">{title}</h3>
            <dl className="keys">
              {group.map(([keys, what]) => (
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
          </section>
        ))}
        <label>
          <input type="checkbox" checked={areOn} onChange={(event) => setShortcutsOn(event.target.checked)} /> One-key
          shortcuts are on
        </label>
      </div>
    </Dialog>
  );
}
