import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../../domain/webhooks/address';

/** A name that leads into our own network. */
export class PrivateAddressError extends Error {
  override name = 'PrivateAddressError';

  constructor(host: string) {
    super(`${host} is not at a public address`);
  }
}

/**
 * Resolves names for a connection and keeps only addresses of the public internet. The connection is made to the very
 * address that was judged here, so a name that changes its answer between look and connect (DNS rebinding) gains nothing.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const open = addresses.filter(({ address }) => isPublicAddress(address));
    const first = open[0];
    if (!first) return callback(new PrivateAddressError(hostname), []);
    if (options.all) return callback(null, open);
    callback(null, first.address, first.family);
  });
};
