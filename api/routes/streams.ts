import type { RequestHandler } from 'express';
import * as http from '../../contracts/http';
import { createBoardStream, type BoardStreamDependencies } from '../streams/board-stream';
import { createDriverStream, type DriverStreamDependencies } from '../streams/driver-stream';
import type { Looks } from '../looks';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export type StreamDependencies = BoardStreamDependencies & DriverStreamDependencies & { looks: Looks };

/** Server-sent events for phones and boards. */
export function serveStreams({ stream }: Serve, dependencies: StreamDependencies): void {
  const { book, looks, streams } = dependencies;
  const follow = createDriverStream(dependencies);
  const watch = createBoardStream(dependencies);

  stream(http.streamDriver, async ({ caller }, _req, res) => follow(caller, streams.open(res)));

  stream(http.streamBoard, async ({ query, caller, actor }, req, res) => {
    const market = await visibleMarket(book, caller, query.market_id);
    await looks({ marketId: market.id, what: 'board' }, actor);
    await watch(market, cursorOf(req) ?? query.cursor, streams.open(res));
  });
}

/** Whatever else it is did not come from us. */
const cursorOf = (req: Parameters<RequestHandler>[0]): string | undefined =>
  /^[0-9]{1,13}$/.exec(req.get('last-event-id') ?? '')?.[0];
