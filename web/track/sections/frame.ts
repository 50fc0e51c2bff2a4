import { metresBetween } from '../../shared/geo';
import type { Place } from '../wire';

/** The sketch's own units: one is a CSS pixel on a phone of 390. */
export const WIDTH = 390;
export const HEIGHT = 400;

const STEPS_M = [100, 250, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000];
const STEP_PX = 74;
/** How far apart driver and door may be drawn. */
const SPAN = { x: 230, y: 220 };
const SECTORS = 8;
const METRES_PER_DEGREE = 111_195;

/** Where the door is drawn, and how many units a metre has. It changes rarely, so that the picture stands still. */
export interface Frame {
  door: { x: number; y: number };
  /** Metres from one ring to the next. */
  step: number;
  unitsPerMetre: number;
  /** About where the driver is from the door, as an angle in the picture. */
  towards: number;
}

/** As much of the surroundings as shows both; the door stands to the side that the driver does not come from. */
export function frameOf(door: Place, driver: Place | null): Frame {
  const away = driver ? eastNorth(door, driver) : { east: 0, north: 0 };
  const fits = (metres: number): boolean => {
    const units = STEP_PX / metres;
    return Math.abs(away.east) * units <= SPAN.x && Math.abs(away.north) * units <= SPAN.y;
  };
  const step = STEPS_M.find(fits) ?? STEPS_M.at(-1)!;
  const middle = { x: WIDTH / 2, y: HEIGHT / 2 - 10 };
  if (!driver) return { door: middle, step, unitsPerMetre: STEP_PX / step, towards: 0 };
  const sector = Math.round((Math.atan2(away.north, away.east) / (2 * Math.PI)) * SECTORS);
  const angle = (sector / SECTORS) * 2 * Math.PI;
  const x = Math.round(middle.x - (Math.cos(angle) * SPAN.x) / 2);
  const y = Math.round(middle.y + (Math.sin(angle) * SPAN.y) / 2);
  return { door: { x, y }, step, unitsPerMetre: STEP_PX / step, towards: -angle };
}

export function pointOf(frame: Frame, door: Place, place: Place): { x: number; y: number } {
  const { east, north } = eastNorth(door, place);
  return { x: frame.door.x + east * frame.unitsPerMetre, y: frame.door.y - north * frame.unitsPerMetre };
}

export const metresAway = (door: Place, place: Place): number => metresBetween(door, place);

function eastNorth(from: Place, to: Place): { east: number; north: number } {
  const east = (to.lng - from.lng) * METRES_PER_DEGREE * Math.cos((from.lat * Math.PI) / 180);
  return { east, north: (to.lat - from.lat) * METRES_PER_DEGREE };
}

/** Rings that are at least partly in the picture, from the inside out. */
export function ringsOf({ door, step, unitsPerMetre }: Frame): { metres: number; radius: number }[] {
  const reach = Math.hypot(Math.max(door.x, WIDTH - door.x), Math.max(door.y, HEIGHT - door.y));
  const count = Math.ceil(reach / (step * unitsPerMetre));
  return Array.from({ length: count }, (_, i) => ({ metres: (i + 1) * step, radius: (i + 1) * step * unitsPerMetre }));
}
