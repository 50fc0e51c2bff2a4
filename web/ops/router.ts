import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { validateSearch } from './board/board-search';
import { Console } from './console';

const rootRoute = createRootRoute();
const boardRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Console, validateSearch });

export const router = createRouter({ routeTree: rootRoute.addChildren([boardRoute]), basepath: '/ops' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
