// The workflow bundle: what this file exports is what workers can run.
export { driverShift } from './driver-shift';
export { marketMatching } from './market-matching';
export { marketOperations } from './market-operations';
export { orderDispatch } from './order-dispatch';
export { webhookFeed } from './webhook-feed';
