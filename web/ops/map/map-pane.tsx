import { LngLatBounds, type MapLibreMap } from 'maplibre-gl';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useNow } from '../../shared/ticker';
import { useBoardSearch, useSetBoardSearch } from '../board/board-search';
import type { Board } from '../live/board';
import { useBoard } from '../live/use-board';
import { useShortcuts } from '../shell/shortcuts';
import { DriverCard } from './driver-card';
import {
  collection,
  diffFeatures,
  driverFeatures,
  orderFeatures,
  selectionFeatures,
  type PointFeature,
} from './features';
import { dimOthers, sourceOf, type OwnSource } from './layers';
import { MapLegend } from './map-legend';
import { useMap, type MapState } from './use-map';

/** How often ages on the map are looked at again when nothing else moves. */
const AGE_EVERY_MS = 5000;

/** Orders and drivers where they are. Never the only way to either: both are in lists. */
export default function MapPane(): ReactNode {
  const board = useBoard();
  const { order } = useBoardSearch();
  const [driverId, setDriverId] = useState<string | null>(null);
  const { container, drawn, trouble } = useMap(board.market);
  const beat = Math.floor(useNow() / AGE_EVERY_MS) * AGE_EVERY_MS;

  const { orders, drivers, market } = board;
  const drawnOrders = useMemo(() => orderFeatures(orders.values()), [orders]);
  const drawnDrivers = useMemo(
    () => driverFeatures(drivers.values(), Math.max(beat, Date.now()) + market.clock.serverAheadMs),
    [drivers, market, beat],
  );
  useDrawn(drawn, 'orders', drawnOrders);
  useDrawn(drawn, 'drivers', drawnDrivers);
  useSelection(drawn, board, order);
  usePicking(drawn, setDriverId);
  const fit = useFit(drawn, board);
  useShortcuts({
    '+': () => drawn?.map.zoomIn(),
    '-': () => drawn?.map.zoomOut(),
    '0': fit,
  });

  return (
    <section className="map-pane" aria-label="Map">
      <div ref={container} className="map-pane__canvas" />
      <div className="map-pane__zoom">
        <button type="button" aria-label="Zoom in" onClick={() => drawn?.map.zoomIn()}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => drawn?.map.zoomOut()}>
          <Icon name="minus" />
        </button>
        <button type="button" aria-label="Show everything" onClick={fit}>
          <Icon name="fit" />
        </button>
      </div>
      {trouble !== null && <p className="map-pane__note">{trouble}</p>}
      {driverId !== null && <DriverCard driverId={driverId} onClose={() => setDriverId(null)} />}
      <MapLegend />
    </section>
  );
}

/** Hands the map what has changed since the last drawing. */
function useDrawn(drawn: MapState['drawn'], source: OwnSource, features: PointFeature[]): void {
  const last = useRef<{ on: MapState['drawn']; features: PointFeature[] }>({ on: null, features: [] });
  useEffect(() => {
    if (!drawn) return;
    const before = last.current.on === drawn ? last.current.features : [];
    const diff = diffFeatures(before, features);
    last.current = { on: drawn, features };
    if (diff) void sourceOf(drawn.map, source)?.updateData(diff);
  }, [drawn, source, features]);
}

function useSelection(drawn: MapState['drawn'], board: Board, order: string | undefined): void {
  useEffect(() => {
    if (!drawn) return;
    void sourceOf(drawn.map, 'selection')?.setData(collection(selectionFeatures(board, order)));
  }, [drawn, board, order]);
  useEffect(() => {
    if (drawn) dimOthers(drawn.map, order);
  }, [drawn, order]);
}

/** A click on an order opens its story, one on a driver shows who that is. */
function usePicking(drawn: MapState['drawn'], onDriver: (driverId: string) => void): void {
  const setSearch = useSetBoardSearch();
  const pick = useRef({ orders: (_id: string): void => {}, drivers: onDriver });
  useEffect(() => {
    pick.current = { orders: (order) => setSearch({ order }), drivers: onDriver };
  });
  useEffect(() => {
    if (!drawn) return;
    const { map } = drawn;
    const subscriptions = (['orders', 'drivers'] as const).flatMap((layer) => [
      map.on('click', layer, (event) => {
        const id: unknown = event.features?.[0]?.properties['id'];
        if (typeof id === 'string') pick.current[layer](id);
      }),
      map.on('mouseenter', layer, () => void (map.getCanvas().style.cursor = 'pointer')),
      map.on('mouseleave', layer, () => void (map.getCanvas().style.cursor = '')),
    ]);
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  }, [drawn]);
}

/** Shows everything once at first; afterwards the camera is the person's. */
function useFit(drawn: MapState['drawn'], board: Board): () => void {
  const hasFitted = useRef(false);
  const fit = useCallback(() => {
    if (drawn) hasFitted.current = fitTo(drawn.map, board) || hasFitted.current;
  }, [drawn, board]);
  useEffect(() => {
    if (!hasFitted.current) fit();
  }, [fit]);
  return fit;
}

function fitTo(map: MapLibreMap, board: Board): boolean {
  const bounds = new LngLatBounds();
  for (const { pickup, dropoff } of board.orders.values()) {
    bounds.extend([pickup.lng, pickup.lat]).extend([dropoff.lng, dropoff.lat]);
  }
  for (const { position } of board.drivers.values()) if (position) bounds.extend([position.lng, position.lat]);
  if (bounds.isEmpty()) return false;
  map.fitBounds(bounds, { padding: 56, maxZoom: 14, duration: 0 });
  return true;
}
