import { useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useMarket } from '../live/use-board';
import { useAct } from '../parts/act';
import { ProblemNote } from '../parts/problem-note';
import { CornerList } from './corner-list';
import { polygonOf, problemOf, type Corners } from './ring';
import type { Zone } from './zones';

/** A zone's name and border. The border can be drawn on the map or written down here, corner by corner. */
export function ZoneEditor({
  zone,
  corners,
  onCorners,
  onClose,
  onSaved,
}: {
  /** Null: a new one. */
  zone: Zone | null;
  corners: Corners;
  onCorners: (corners: Corners) => void;
  onClose: () => void;
  onSaved: (zone: Zone) => void;
}): ReactNode {
  const { id: marketId, center } = useMarket();
  const [name, setName] = useState(zone?.name ?? '');
  const save = useAct<Zone>({ onDone: onSaved });
  const problem = problemOf(corners);
  const isReady = name.trim() !== '' && problem === null;
  const polygon = polygonOf(corners);
  return (
    <form
      className="zone-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        save.mutate(
          zone
            ? { method: 'PATCH', path: `/v1/ops/zones/${zone.id}`, body: { name, polygon, based_on: zone.version } }
            : { path: '/v1/ops/zones', body: { market_id: marketId, name, polygon } },
        );
      }}
    >
      <header className="zone-panel__head">
        <h2>{zone ? `Change ${zone.name}` : 'A new zone'}</h2>
        <span className="room-head__space" />
        <button type="button" className="icon-button" aria-label="Stop drawing" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <label className="dialog__label">
        Name
        <input
          className="field"
          required
          maxLength={100}
          value={name}
          autoFocus
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <CornerList corners={corners} center={center} onCorners={onCorners} />
      {corners.length > 0 && problem !== null && <p className="zone-editor__problem">{problem}</p>}
      {save.error && <ProblemNote error={save.error} />}
      <footer className="zone-editor__foot">
        <button type="button" className="button" onClick={onClose}>
          Back
        </button>
        <button type="submit" className="button button--primary" disabled={!isReady || save.isPending}>
          {save.isPending ? 'Saving…' : 'Save the zone'}
        </button>
      </footer>
    </form>
  );
}
