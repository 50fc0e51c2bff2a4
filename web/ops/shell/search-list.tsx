import type { ReactNode } from 'react';
import type { Hit } from './search-hits';

/** What has been found, or why there is nothing to see. */
export function SearchHits({
  id,
  hits,
  active,
  note,
  onFollow,
}: {
  id: string;
  hits: readonly Hit[];
  active: number;
  note: string | null;
  onFollow: (hit: Hit) => void;
}): ReactNode {
  return (
    <>
      <ul id={id} role="listbox" aria-label="Found" className="search-box__hits" hidden={hits.length === 0}>
        {hits.map((hit, index) => (
          <li
            key={hit.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the field loses the focus and the list goes.
            onPointerDown={() => onFollow(hit)}
          >
            <small>{hit.kind}</small>
            <b>{hit.title}</b>
            <span className="quiet">{hit.detail}</span>
          </li>
        ))}
      </ul>
      {note !== null && (
        <p className="search-box__hits search-box__note" role="status">
          {note}
        </p>
      )}
    </>
  );
}
