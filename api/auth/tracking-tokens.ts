import { createHash, randomBytes } from 'node:crypto';

/** Hashed fast: a token is 24 random bytes, nothing that could be guessed. */
export const trackingHash = (token: string): string => createHash('sha256').update(token).digest('hex');

export const newTrackingToken = (): string => `trk_${randomBytes(24).toString('base64url')}`;
