import { Fragment, type ReactNode } from 'react';
import { distance } from '../../shared/format';
import { Sketch, type SketchMark } from '../../shared/sketch';
import type { Fix } from '../position/moving';
import type { OfferLeg } from './offer-legs';

/** Where it goes; in motion only in which order, because a map wants more than a glance. */
export function OfferSketch({
  legs,
  you,
  isMoving,
}: {
  legs: OfferLeg[];
  you: Fix | null;
  isMoving: boolean;
}): ReactNode {
  if (isMoving) return <Order legs={legs} />;
  const marks = legs.map(({ stop }): SketchMark => ({
    at: stop.location,
    kind: stop.kind === 'pickup' ? 'pickup' : 'dropoff',
    label: stop.kind === 'pickup' ? 'P' : 'D',
  }));
  const youMark = you && ({ at: you.location, kind: 'you', label: 'You', heading: you.heading } as const);
  return (
    <Sketch
      marks={youMark ? [youMark, ...marks] : marks}
      legs={legs.flatMap(({ stop, from, metres }, index) =>
        from ? [{ from, to: stop.location, label: metres === null ? '' : distance(metres), isPlanned: index > 0 }] : [],
      )}
      height={300}
      label="The way from you over the pickup to the dropoff"
    />
  );
}

function Order({ legs }: { legs: OfferLeg[] }): ReactNode {
  return (
    <div className="glance" aria-hidden>
      <p>
        <span className="badge badge--you">You</span>
        {legs.map(({ stop }) => (
          <Fragment key={`${stop.order_id}${stop.kind}`}>
            <i />
            <span className={`badge badge--${stop.kind}`}>{stop.kind === 'pickup' ? 'P' : 'D'}</span>
          </Fragment>
        ))}
      </p>
      <small>Details when you stop</small>
    </div>
  );
}
