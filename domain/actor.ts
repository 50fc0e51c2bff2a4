/** Who did something: kept with every event. `via` is set by the API, which sends the message for the workflow itself. */
export interface Actor {
  type: 'merchant' | 'customer' | 'driver' | 'ops' | 'admin' | 'system';
  id: string;
  /** Of an operator: viewer, operator or manager. */
  level?: string;
  /** Of a merchant: the key that opened the door. */
  keyId?: string;
  requestId?: string;
  /** Of the system: the Temporal workflow that it did it for, and its run. */
  workflowId?: string;
  runId?: string;
  via?: 'api';
}
