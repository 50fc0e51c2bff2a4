/** What the HTTP API takes and answers. Nothing here does anything: see api/ for that. */
export * from './admin';
export * from './driver';
export * from './driver-pay';
export * from './driver-record';
export * from './endpoint';
export * from './eta';
export * from './ops';
export * from './orders';
export * from './page';
export * from './policy';
export * from './problem';
export * from './shift';
export * from './spelling';
export * from './system';
export * from './tokens';
export * from './tracking';
export * from './values';
