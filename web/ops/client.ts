import { createApiClient } from '../shared/api-client';
import { currentToken, tokenRefused } from './session';

/** The page's one client: what it asks carries the token of whoever is signed in. */
export const api = createApiClient(currentToken, tokenRefused);
