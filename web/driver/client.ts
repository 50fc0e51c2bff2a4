import { createApiClient } from '../shared/api-client';
import { currentToken, renewSession, signOut } from './session';

/** The page's one client: what it asks carries the token of the driver who is signed in. */
export const api = createApiClient(currentToken, () => signOut({ becauseEnded: true }), renewSession);
