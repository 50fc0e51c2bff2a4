import type { Feature } from 'geojson';
import { LngLatBounds, type MapLibreMap } from 'maplibre-gl';
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { useNow } from '../../shared/ticker';
import { useOpsSearch, useSetSearch } from '../search';
import type { Board } from '../live/board';
import { useBoard } from '../live/use-board';
import { useShortcuts } from '../shell/shortcuts';
import { useZones, type Zone } from '../zones/zones';
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
import { LayerChips, useLayers, useVisibility } from './layer-chips';
import { routeFeatures, zoneFeatures, zoneLabelFeatures } from './zone-features';
import { useMap, type MapState } from './use-map';

/** How often ages on the map are looked at again when nothing else moves. */
const AGE_EVERY_MS = 5000;

const NO_ZONES: Zone[] = [];

/** Orders and drivers where they are. Never the only way to either: both are in lists. */
export default function MapPane(): ReactNode {
  const board = useBoard();
  const { order } = useOpsSearch();
  const { data: zones = NO_ZONES } = useZones();
  const [layers, toggleLayer] = useLayers();
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
  useStill(
    drawn,
    'zones',
    useMemo(() => zoneFeatures(zones), [zones]),
  );
  useStill(
    drawn,
    'zone-labels',
    useMemo(() => zoneLabelFeatures(zones), [zones]),
  );
  useStill(
    drawn,
    'routes',
    useMemo(() => (layers.routes ? routeFeatures(drivers.values()) : []), [drivers, layers.routes]),
  );
  useVisibility(drawn, layers);
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
      <LayerChips layers={layers} onToggle={toggleLayer} />
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
      <MapLegend hasZones={zones.length > 0 && layers.zones} />
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

/** For what changes seldom: drawn anew as a whole. */
function useStill(drawn: MapState['drawn'], source: OwnSource, features: Feature[]): void {
  useEffect(() => {
    if (drawn) void sourceOf(drawn.map, source)?.setData(collection(features));
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
  const setSearch = useSetSearch();
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

/** Where the work is: the middle of all places, because one driver on his way home would shrink everybody else. */
const KEPT = 0.96;

function fitTo(map: MapLibreMap, board: Board): boolean {
  const places = [
    ...[...board.orders.values()].flatMap(({ pickup, dropoff }) => [pickup, dropoff]),
    ...[...board.drivers.values()].flatMap(({ position }) => position ?? []),
  ];
  if (places.length === 0) return false;
  const [west, east] = middle(places.map(({ lng }) => lng));
  const [south, north] = middle(places.map(({ lat }) => lat));
  map.fitBounds(new LngLatBounds([west, south], [east, north]), { padding: 64, maxZoom: 14, duration: 0 });
  return true;
}

function middle(values: number[]): [number, number] {
  const sorted = values.sort((a, b) => a - b);
  const cut = Math.floor((sorted.length * (1 - KEPT)) / 2);
  return [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0];
}
