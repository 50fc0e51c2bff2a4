// What the API answers, under the names that the simulation uses. Erased by the compiler: a client shares no code with
// the server that it talks to.
import type { z } from 'zod';
import type * as http from '../../contracts/http';

export type Market = http.Market;
export type Policy = http.PolicyChanges;
export type Merchant = z.infer<typeof http.Merchant>;
export type DriverAccount = z.infer<typeof http.Driver>;
export type ApiKey = z.infer<typeof http.CreatedApiKey>;
export type IssuedToken = z.infer<typeof http.IssuedToken>;
export type PlaceOrder = http.PlaceOrderBody;
export type Order = z.infer<typeof http.Order>;
export type DriverAvailability = z.infer<typeof http.DriverAvailability>;
export type OfferCard = http.OfferCard;
export type OfferOutcome = z.infer<typeof http.OfferOutcome>;
export type Route = http.DriverRoute;
export type Stop = Route['stops'][number];
export type LocationPoint = http.LocationPoint;
export type Problem = http.Problem;
export type Board = z.infer<typeof http.Board>;
export interface Page<Item> {
  data: Item[];
  next_cursor: string | null;
}
