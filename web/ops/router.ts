import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { Console } from './console';
import { ROOMS } from './rooms';
import { validateSearch } from './search';
import { NoSuchRoom } from './shell/no-such-room';
import { RoomBroken } from './shell/room-broken';

const rootRoute = createRootRoute({ component: Console, validateSearch, notFoundComponent: NoSuchRoom });
const rooms = ROOMS.map(({ path, component }) => createRoute({ getParentRoute: () => rootRoute, path, component }));

export const router = createRouter({
  routeTree: rootRoute.addChildren(rooms),
  basepath: '/ops',
  defaultErrorComponent: RoomBroken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
