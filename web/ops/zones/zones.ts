import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../client';
import { useMarket } from '../live/use-board';

export type Ring = [lng: number, lat: number][];

/** How well a zone's drivers meet its orders at the moment. */
export interface ZoneHealth {
  /** 0 to 100; null when there is nothing to go by. */
  score: number | null;
  band: number | null;
  supply: number;
  demand: number;
  waiting: number;
  oldest_wait_s: number | null;
  drivers_free: number;
  at: string;
  since: string;
}

/** A zone that operators drew, as `GET /v1/ops/zones` tells it. */
export interface Zone {
  id: string;
  name: string;
  polygon: { type: 'Polygon'; coordinates: Ring[] };
  area_m2: number;
  centre: { lat: number; lng: number };
  closed: boolean;
  closed_reason: string | null;
  closed_at: string | null;
  version: number;
  health: ZoneHealth | null;
  updated_at: string;
}

/** Health is worked out twice a minute; asking more often would show nothing new. */
const REFRESH_MS = 20_000;

export const zonesKey = (marketId: string): string[] => ['zones', marketId];

export function useZones(): UseQueryResult<Zone[]> {
  const { id } = useMarket();
  return useQuery({
    queryKey: zonesKey(id),
    queryFn: async ({ signal }) =>
      (await api.get<{ data: Zone[] }>(`/v1/ops/zones?${new URLSearchParams({ market_id: id })}`, signal)).data,
    refetchInterval: REFRESH_MS,
  });
}

/** A zone by its name; places outside of all zones belong to a cell, which has no name but its own. */
export function useZoneName(): (zoneId: string) => string {
  const { data: zones } = useZones();
  return useCallback((zoneId) => zones?.find(({ id }) => id === zoneId)?.name ?? cellName(zoneId), [zones]);
}

/** An H3 cell ends in filling that says nothing. */
const cellName = (cell: string): string => `Cell ${cell.replace(/f+$/, '').slice(-4)}`;
