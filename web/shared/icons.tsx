import type { ReactNode } from 'react';

/** 24 px line drawings; always decorative, the control that holds one carries its name. */
const PATHS = {
  board: 'M4 4h7v7H4zM15 5h5M15 9h5M4 15h7v5H4zM15 15h5M15 19h5',
  map: 'm3 6 6-3 6 3 6-3v15l-6 3-6-3-6 3ZM9 3v15M15 6v15',
  flow: 'M5 5h5v5H5zM14 14h5v5h-5zM10 7.5h4a2.5 2.5 0 0 1 2.5 2.5v4',
  book: 'M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3ZM5 17a3 3 0 0 1 3-3h11',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM20 20l-4-4',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  external: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
  copy: 'M9 9h10v11H9zM5 15V4h10',
  leave: 'M14 4h5v16h-5M4 12h11M11 8l4 4-4 4',
  navigate: 'M21 3 10.5 13.5M21 3l-6.5 18-4-7.5L3 9.5Z',
  call: 'M6 3h3l2 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3Z',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4ZM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  note: 'M5 4h14v12l-4 4H5ZM15 20v-4h4M9 9h6M9 13h3',
  alert: 'M12 4 21 19.5H3ZM12 10v4.5M12 17v.1',
  bike: 'M6 13.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4ZM18 13.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4ZM6 17.2l3.6-7.4h5.2L18 17.2M9.6 9.8l3 7.4H6M8 7h3M14.8 9.8 14 6h2.6',
  hexagon: 'M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9Z',
  sliders: 'M4 6h9M17 6h3M13 3.5v5M4 18h3M11 18h9M7 15.5v5M4 12h8M16 12h4M16 9.5v5',
  chart: 'M4 4v16h16M7 15l4-5 3.5 3L20 7',
  scroll:
    'M8 4h10a2 2 0 0 1 2 2v1h-4M16 7v11a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-1h10v1M8 4a2 2 0 0 0-2 2v11M9.5 8.5H13M9.5 12H13',
  down: 'M6 9l6 6 6-6',
  up: 'M6 15l6-6 6 6',
  right: 'M9 6l6 6-6 6',
  download: 'M12 4v11M7 11l5 5 5-5M4 20h16',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5l3 2',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  pencil: 'M4 20h4L19 9l-4-4L4 16ZM13 7l4 4',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v6M14 11v6',
  pause: 'M8 5v14M16 5v14',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5M12 7.5v.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4 21a8 8 0 0 1 16 0',
  coins:
    'M9 5a6 3 0 1 0 0 6 6 3 0 0 0 0-6ZM3 8v5c0 1.7 2.7 3 6 3M15 11a6 3 0 1 0 0 6 6 3 0 0 0 0-6ZM9 14v4c0 1.7 2.7 3 6 3s6-1.3 6-3v-4',
  score: 'M4 20h16M6 16v-4M12 16V5M18 16V9',
  'no-signal':
    'M3 3l18 18M5 12a11 11 0 0 1 4-2.3M19 12a11 11 0 0 0-5.5-2.8M8.5 15.5a5 5 0 0 1 5-1M2 8.5a15 15 0 0 1 4-2.6M22 8.5A15 15 0 0 0 11 4.6M12 19h.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

export function Logo(): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      width="26"
      height="26"
      fill="none"
      stroke="currentColor"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d="M12 2.5 21 20l-9-4-9 4Z" strokeWidth="2.4" />
      <path d="m12 11 3.4 6.6L12 16l-3.4 1.6Z" fill="var(--accent)" stroke="none" />
    </svg>
  );
}
