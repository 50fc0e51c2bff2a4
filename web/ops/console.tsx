import { type ReactNode } from 'react';
import { ApiError } from '../shared/api-client';
import { BoardRoom } from './board-room';
import { useBoardSearch } from './board/board-search';
import { BoardProvider, useLiveBoard, useMarkets } from './live/use-board';
import { useSession } from './session';
import { Rail } from './shell/rail';
import { SignIn } from './sign-in';

/** The frame around every room: who is signed in, which market is looked at, and its live board. */
export function Console(): ReactNode {
  const session = useSession();
  if (!session) return <SignIn />;
  return (
    <div className="console" key={session.token}>
      <Rail />
      <ChosenMarket />
    </div>
  );
}

function ChosenMarket(): ReactNode {
  const { market: wanted } = useBoardSearch();
  const { data: markets, error, refetch } = useMarkets();
  const market = markets?.find(({ id }) => id === wanted) ?? markets?.[0];
  if (market) return <LiveMarket key={market.id} marketId={market.id} />;
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return markets ? <Notice title="No market yet">An administrator adds the first one.</Notice> : <Loading />;
}

function LiveMarket({ marketId }: { marketId: string }): ReactNode {
  const { data: board, error, refetch } = useLiveBoard(marketId);
  if (board) {
    return (
      <BoardProvider value={board}>
        <BoardRoom />
      </BoardProvider>
    );
  }
  return error ? <Failed error={error} onRetry={() => void refetch()} /> : <Loading />;
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }): ReactNode {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <Notice title={problem?.title ?? 'The board could not be read'}>
      {problem?.status === 403
        ? 'This token may not see the board: it needs an operator’s or a viewer’s.'
        : error.message}
      {problem?.request_id && <small className="mono">{problem.request_id}</small>}
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </Notice>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <main className="notice" role="alert">
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** Rows of the true height, so that nothing jumps when they arrive. */
function Loading(): ReactNode {
  return (
    <main className="skeleton" aria-busy="true" aria-label="Reading the board">
      <div className="skeleton__block" style={{ height: 48 }} />
      <div className="skeleton__block" style={{ height: 60 }} />
      {Array.from({ length: 16 }, (_, index) => (
        <div key={index} className="skeleton__block skeleton__row" />
      ))}
    </main>
  );
}
