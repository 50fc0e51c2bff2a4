import { Outlet } from '@tanstack/react-router';
import { Suspense, useState, type ReactNode } from 'react';
import { useConnection } from './live/connection';
import { BoardProvider, useLiveBoard, useMarkets } from './live/use-board';
import { Failure } from './parts/failure';
import { Loading } from './parts/loading';
import { useOpsSearch } from './search';
import { useSession } from './session';
import { Announcer } from './shell/announcer';
import { HelpDialog } from './shell/help-dialog';
import { OfflineBar } from './shell/offline-bar';
import { Rail } from './shell/rail';
import { useShortcuts } from './shell/shortcuts';
import { TopBar } from './shell/top-bar';
import { useWall } from './shell/use-wall';
import { SignIn } from './sign-in';

/** The frame around every room: who is signed in, which market is looked at, and its live board. */
export function Console(): ReactNode {
  const session = useSession();
  const { wall } = useOpsSearch();
  useWall(wall === '1');
  if (!session) return <SignIn />;
  return (
    <div className="console" key={session.name} data-wall={wall}>
      <ChosenMarket />
    </div>
  );
}

function ChosenMarket(): ReactNode {
  const { market: wanted } = useOpsSearch();
  const { data: markets, error, refetch } = useMarkets();
  const market = markets?.find(({ id }) => id === wanted) ?? markets?.[0];
  if (market) return <LiveMarket key={market.id} marketId={market.id} />;
  if (error) return <Failure error={error} what="The markets" onRetry={() => void refetch()} />;
  if (markets) {
    return (
      <main className="notice" role="alert">
        <h1>No market yet</h1>An administrator adds the first one.
      </main>
    );
  }
  return <Loading label="Reading the markets" />;
}

function LiveMarket({ marketId }: { marketId: string }): ReactNode {
  const { data: board, error, refetch } = useLiveBoard(marketId);
  if (board) {
    return (
      <BoardProvider value={board}>
        <Frame />
      </BoardProvider>
    );
  }
  return error ? (
    <Failure error={error} what="The board" onRetry={() => void refetch()} />
  ) : (
    <Loading label="Reading the board" />
  );
}

function Frame(): ReactNode {
  const [isHelping, setHelping] = useState(false);
  const { phase } = useConnection();
  useShortcuts({ '?': () => setHelping(true) });
  return (
    <>
      <Rail />
      <div className="room" data-offline={phase === 'offline' || undefined}>
        <TopBar onHelp={() => setHelping(true)} />
        <OfflineBar />
        <Announcer />
        <Suspense fallback={<Loading label="Opening the room" />}>
          <Outlet />
        </Suspense>
      </div>
      {isHelping && <HelpDialog onClose={() => setHelping(false)} />}
    </>
  );
}
