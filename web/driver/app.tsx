import { useState, type ReactNode } from 'react';
import { useConnection, useWorld } from './live/follow';
import { knowsShifts } from './live/world';
import { OfferScreen } from './offer/offer-screen';
import { usePosition } from './position/tracker';
import { isAnswered, stopsAfter } from './queue/action';
import { useActions } from './queue/queue';
import { EarningsTab } from './record/earnings-tab';
import { MeTab } from './record/me-tab';
import { ScoreTab } from './record/score-tab';
import { RouteScreen } from './route/route-screen';
import { useSession } from './session';
import { Shift } from './shift';
import { IdleScreen } from './shell/idle-screen';
import { NoticeBar } from './shell/notice-bar';
import { OfflineBar } from './shell/offline-bar';
import { Tabs, type Tab } from './shell/tabs';
import { TopBar } from './shell/top-bar';
import { useWakeLock } from './shell/use-wake-lock';
import { SignIn } from './sign-in';

export function App(): ReactNode {
  const session = useSession();
  if (!session) return <SignIn />;
  return (
    <Shift key={session.driverId} driverId={session.driverId}>
      <Phone />
    </Shift>
  );
}

/** One thing at a time: an offer goes before the route, the route before everything else. */
function Phone(): ReactNode {
  const world = useWorld();
  const actions = useActions();
  const { isMoving } = usePosition();
  const [tab, setTab] = useState<Tab>('now');
  const offer = world.offers.find(({ id }) => !isAnswered(id, actions));
  const stops = stopsAfter(world.stops, world.stopsHeardAt, actions);
  useWakeLock(offer !== undefined || stops.length > 0);
  if (!world.driver) return <Connecting />;
  const isAtTabs = !offer && !isMoving;
  return (
    <div className="phone" data-moving={isMoving}>
      <TopBar driver={world.driver} hasOffer={offer !== undefined} />
      <OfflineBar />
      <NoticeBar />
      <main className="phone__screen">
        {offer ? (
          <OfferScreen key={offer.id} offer={offer} />
        ) : (
          <Room tab={isAtTabs ? tab : 'now'}>{stops.length > 0 ? <RouteScreen stops={stops} /> : <IdleScreen />}</Room>
        )}
      </main>
      {isAtTabs && <Tabs tab={tab} onChange={setTab} hasRecord={knowsShifts(world)} />}
    </div>
  );
}

function Room({ tab, children }: { tab: Tab; children: ReactNode }): ReactNode {
  switch (tab) {
    case 'now':
      return children;
    case 'earnings':
      return <EarningsTab />;
    case 'score':
      return <ScoreTab />;
    case 'me':
      return <MeTab />;
  }
}

function Connecting(): ReactNode {
  const { downSince } = useConnection();
  return (
    <main className="blank" aria-busy={downSince === null}>
      {downSince === null ? <p>Connecting…</p> : <p role="alert">No connection. This page goes on trying.</p>}
    </main>
  );
}
