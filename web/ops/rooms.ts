import { lazy, type FunctionComponent } from 'react';
import type { IconName } from '../shared/icons';
import { BoardRoom } from './board-room';

export interface Room {
  path: string;
  /** Follows `G` on the keyboard. */
  key: string;
  /** Short enough for the rail. */
  label: string;
  title: string;
  icon: IconName;
  component: FunctionComponent;
}

/** The rooms of the console, in the order of the rail. The board is there at once; the others come when asked for. */
export const ROOMS: readonly Room[] = [
  { path: '/', key: 'b', label: 'Board', title: 'Board', icon: 'board', component: BoardRoom },
  { path: '/map', key: 'm', label: 'Map', title: 'Map', icon: 'map', component: lazy(() => import('./map-room')) },
  {
    path: '/escalations',
    key: 'e',
    label: 'Escal.',
    title: 'Escalations',
    icon: 'alert',
    component: lazy(() => import('./escalations/escalations-room')),
  },
  {
    path: '/drivers',
    key: 'd',
    label: 'Drivers',
    title: 'Drivers',
    icon: 'bike',
    component: lazy(() => import('./drivers/drivers-room')),
  },
  {
    path: '/zones',
    key: 'z',
    label: 'Zones',
    title: 'Zones',
    icon: 'hexagon',
    component: lazy(() => import('./zones/zones-room')),
  },
  {
    path: '/policies',
    key: 'p',
    label: 'Policies',
    title: 'Policies',
    icon: 'sliders',
    component: lazy(() => import('./policies/policies-room')),
  },
  {
    path: '/analytics',
    key: 'a',
    label: 'Analytics',
    title: 'Analytics',
    icon: 'chart',
    component: lazy(() => import('./analytics/analytics-room')),
  },
  {
    path: '/audit',
    key: 'u',
    label: 'Audit',
    title: 'Audit',
    icon: 'scroll',
    component: lazy(() => import('./audit/audit-room')),
  },
];
