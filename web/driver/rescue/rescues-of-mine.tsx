import type { ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useWorld } from '../live/follow';
import { useMarketWords } from '../live/use-market';
import { rescueWords } from './rescue-words';

/** Who comes for goods that this driver cannot bring on, and when they are off his hands. */
export function RescuesOfMine(): ReactNode {
  const { driver } = useWorld();
  const { time } = useMarketWords();
  const rescues = driver?.rescues ?? [];
  return (
    <div role="status" aria-label="Goods that another driver collects">
      {rescues.map((rescue) => {
        const { title, text } = rescueWords(rescue, time);
        const isDone = rescue.step === 'handed_over';
        return (
          <div key={rescue.order_id} className={isDone ? 'collected collected--done' : 'collected'}>
            <Icon name={isDone ? 'check' : 'person'} size={26} />
            <p>
              <b>{title}</b>
              <small>{text}</small>
            </p>
          </div>
        );
      })}
    </div>
  );
}
