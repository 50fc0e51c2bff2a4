import type { CSSProperties, ReactNode } from 'react';
import { count } from '../../shared/format';
import { Icon } from '../../shared/icons';
import { useSetSearch } from '../search';
import type { Item } from './items';

/** Many orders with one cause: the cause, how many, and a way to look at them alone. */
export function FoldRow({
  item: { fold, section, isOpen },
  rowIndex,
  style,
  onFold,
}: {
  item: Extract<Item, { kind: 'fold' }>;
  rowIndex: number;
  style: CSSProperties;
  onFold: (key: string) => void;
}): ReactNode {
  const setSearch = useSetSearch();
  return (
    <div role="row" aria-rowindex={rowIndex} className="row row--fold" data-edge={section} style={style}>
      <span role="gridcell" className="row__fold">
        <button type="button" aria-expanded={isOpen} onClick={() => onFold(fold.key)}>
          <Icon name={isOpen ? 'down' : 'right'} size={14} />
          <b>{count(fold.ids.length)} orders behind one kitchen</b>
          <span className="quiet">{fold.place}</span>
        </button>
      </span>
      <span role="gridcell">
        <button
          type="button"

          className="row__review"
          onClick={() => setSearch({ q: fold.place, show: undefined })}
        >
          Review
        </button>
      </span>
    </div>
  );
}
