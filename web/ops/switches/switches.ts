import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { api } from '../client';
import { useMarket } from '../live/use-board';

export type SwitchName = 'pause_intake' | 'freeze_matching' | 'manual_mode';

/** A switch of a market, and what it holds up while it is on. */
export interface MarketSwitch {
  name: SwitchName;
  on: boolean;
  reason: string | null;
  set_by: string | null;
  since: string | null;
  holds_up: { orders: number; refused: number };
}

/** Others throw them, too, and what they hold up grows. */
const REFRESH_MS = 10_000;

export const switchesPath = (marketId: string): string => `/v1/ops/markets/${marketId}/switches`;

export function useSwitches(): UseQueryResult<MarketSwitch[]> {
  const { id } = useMarket();
  return useQuery({
    queryKey: ['switches', id],
    queryFn: async ({ signal }) => (await api.get<{ data: MarketSwitch[] }>(switchesPath(id), signal)).data,
    refetchInterval: REFRESH_MS,
  });
}

/** What each does, and how the market reads while it is off and on. */
export const SWITCHES: Record<SwitchName, { pill: string; title: string; effect: string; isShownOff: boolean }> = {
  pause_intake: {
    pill: 'Intake',
    title: 'Pause the intake',
    effect: 'New orders are refused; merchants are told to come back later. Open orders go on.',
    isShownOff: true,
  },
  freeze_matching: {
    pill: 'Matching',
    title: 'Freeze the matching',
    effect: 'No driver is asked by the matcher. Orders gather in the pool; what is assigned goes on.',
    isShownOff: true,
  },
  manual_mode: {
    pill: 'Manual',
    title: 'Manual mode',
    effect:
      'Beside the matching everything else that the system does by itself stands: nothing is taken from a driver, no rung acts.',
    isShownOff: false,
  },
};
