import type { Reply, TestApi } from './api.test-support';
import { addDriver, placeOrder, sendOffer, type TestDriver, type Town } from './town.test-support';

/** What a driver asks, under `/v1/driver`. */
export const asDriver = ({ call }: TestApi, { token: as }: Pick<TestDriver, 'token'>) => ({
  get: (path: string): Promise<Reply> => call('GET', `/v1/driver${path}`, { as }),
  post: (path: string, body: unknown = {}): Promise<Reply> => call('POST', `/v1/driver${path}`, { as, body }),
  put: (path: string, body: unknown): Promise<Reply> => call('PUT', `/v1/driver${path}`, { as, body }),
  delete: (path: string): Promise<Reply> => call('DELETE', `/v1/driver${path}`, { as }),
});

export interface Assigned {
  driver: TestDriver;
  orderId: string;
  stops: { id: string; kind: string; proof: string | null }[];
}

/** A driver with an accepted order, which is his only one. */
export async function assigned(api: TestApi, town: Town, order: object = {}): Promise<Assigned> {
  const driver = await addDriver(api, town);
  const orderId = await placeOrder(api, town, order);
  const offerId = await sendOffer(api, orderId, driver.id);
  const { get, post } = asDriver(api, driver);
  expect((await post(`/offers/${offerId}/accept`)).status).toBe(200);
  return { driver, orderId, stops: (await get('/route')).body.stops };
}
