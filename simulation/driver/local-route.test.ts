import type { Route, Stop } from '../client/answers';
import { LocalRoute } from './local-route';

const stop = (id: string, order_id: string, kind: Stop['kind']): Stop => ({
  id,
  order_id,
  kind,
  external_id: order_id,
  status: 'planned',
  position: 1,
  location: { lat: 0, lng: 0 },
  name: '',
  address: '',
  phone: null,
  notes: null,
  ready_at: null,
  promised_at: null,
  proof: null,
  size: 1,
  rescue: null,
  planned_arrive_at: null,
  planned_complete_at: null,
  arrived_at: null,
});
const STOPS = [
  stop('s1', 'a', 'pickup'),
  stop('s2', 'b', 'pickup'),
  stop('s3', 'a', 'dropoff'),
  stop('s4', 'b', 'dropoff'),
];
const route = (second: number, stops = STOPS): Route => ({
  route_id: 'r',
  version: 1,
  stops,
  server_time: `2026-01-01T00:00:0${second}.000Z`,
});
const idsOf = (local: LocalRoute): string[] => local.open.map(({ id }) => id);

describe('LocalRoute', () => {
  it('leaves out what the driver has done, also when the API has not heard of it yet', () => {
    const local = new LocalRoute();
    local.adopt(route(1));
    local.finish(STOPS[0]!);
    local.adopt(route(2));
    expect(idsOf(local)).toEqual(['s2', 's3', 's4']);
  });

  it('does not go back to what was true earlier', () => {
    const local = new LocalRoute();
    local.adopt(route(2));
    local.adopt(route(1, []));
    expect(local.isEmpty).toBe(false);
  });

  it('leaves out an order that was given back, until the API refuses to take it', () => {
    const local = new LocalRoute();
    local.adopt(route(1));
    local.giveBack('b');
    expect(idsOf(local)).toEqual(['s1', 's3']);
    expect(local.pickupOf('b')).toBeUndefined();
    local.keep('b');
    expect(local.pickupOf('b')?.id).toBe('s2');
  });
});
