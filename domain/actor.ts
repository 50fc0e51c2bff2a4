/** Who did something: kept with every event. `via` is set by the API, which sends the message for the workflow itself. */
export interface Actor {
  type: 'merchant' | 'driver' | 'ops' | 'admin' | 'system';
  id: string;
  requestId?: string;
  via?: 'api';
}
