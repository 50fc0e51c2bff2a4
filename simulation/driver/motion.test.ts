import { distanceM, onGlobe } from '../city/geometry';
import { Motion } from './motion';

const HOME = { lat: 38.72, lng: -9.14 };
const SPEED = 5;
const east = (metres: number): ReturnType<typeof onGlobe> => onGlobe(HOME, metres, 0);

describe('Motion', () => {
  it('arrives after distance over speed and stays there', () => {
    const motion = new Motion(HOME, SPEED);
    expect(motion.drive(east(1000), 100)).toBeCloseTo(300, 1);
    expect(motion.positionAt(10_000)).toEqual(east(1000));
    expect(motion.isMoving(299)).toBe(true);
    expect(motion.isMoving(301)).toBe(false);
  });

  it('is half way at half time, heading there', () => {
    const motion = new Motion(HOME, SPEED);
    motion.drive(east(1000), 0);
    expect(distanceM(motion.positionAt(100), HOME)).toBeCloseTo(500, 0);
    expect(motion.sightingAt(100)).toMatchObject({ speedMps: SPEED, heading: expect.closeTo(90, 0) });
    expect(motion.sightingAt(300)).toMatchObject({ speedMps: 0, heading: null });
  });

  it('turns round from where it is', () => {
    const motion = new Motion(HOME, SPEED);
    motion.drive(east(1000), 0);
    expect(motion.drive(HOME, 60)).toBeCloseTo(120, 1);
  });

  it('halts on the way', () => {
    const motion = new Motion(HOME, SPEED);
    motion.drive(east(1000), 0);
    motion.halt(100);
    expect(distanceM(motion.positionAt(5000), east(500))).toBeLessThan(1);
  });
});
