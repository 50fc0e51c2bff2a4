import type { Place } from './types';

const METERS_PER_DEGREE = 111_195;
const POINTS_PER_CELL = 2;

/** Flat coordinates in metres around a reference latitude: good enough to decide who is near, at the size of a market. */
export function projection(places: readonly Place[]): (place: Place) => { x: number; y: number } {
  const meanLat = places.reduce((sum, place) => sum + place.lat, 0) / Math.max(1, places.length);
  const lngScale = METERS_PER_DEGREE * Math.cos((meanLat * Math.PI) / 180);
  return ({ lat, lng }) => ({ x: lng * lngScale, y: lat * METERS_PER_DEGREE });
}

/**
 * Finds the points near a place without looking at all of them: a plain grid, searched ring by ring, so that the work of
 * a round grows with its orders and not with orders times drivers.
 */
export class NearbyIndex {
  private readonly cellSize: number;
  private readonly cells = new Map<number, number[]>();
  private readonly minX: number;
  private readonly minY: number;
  private readonly columns: number;
  private readonly rows: number;

  constructor(
    private readonly xs: ArrayLike<number>,
    private readonly ys: ArrayLike<number>,
  ) {
    const [minX, maxX] = rangeOf(xs);
    const [minY, maxY] = rangeOf(ys);
    const area = Math.max(1, maxX - minX) * Math.max(1, maxY - minY);
    this.minX = minX;
    this.minY = minY;
    // Long thin markets would otherwise get more cells than points.
    const longest = Math.max(maxX - minX, maxY - minY, 1);
    this.cellSize = Math.max(Math.sqrt((area * POINTS_PER_CELL) / Math.max(1, xs.length)), longest / 1_000);
    this.columns = Math.floor((maxX - minX) / this.cellSize) + 1;
    this.rows = Math.floor((maxY - minY) / this.cellSize) + 1;
    for (let i = 0; i < xs.length; i++) {
      const cell = this.rowAt(ys[i]!) * this.columns + this.columnAt(xs[i]!);
      const points = this.cells.get(cell);
      if (points) points.push(i);
      else this.cells.set(cell, [i]);
    }
  }

  /** Up to `count` accepted points, nearest first (as the crow flies); equal distances in the order of the points. */
  nearest(x: number, y: number, count: number, accept: (point: number) => boolean): number[] {
    const found: { point: number; distance: number }[] = [];
    const column = this.columnAt(x);
    const row = this.rowAt(y);
    const rings = Math.max(this.columns, this.rows);
    for (let ring = 0; ring <= rings; ring++) {
      this.visitRing(column, row, ring, (point) => {
        if (accept(point)) found.push({ point, distance: Math.hypot(this.xs[point]! - x, this.ys[point]! - y) });
      });
      // A point outside the rings seen so far is at least this far away.
      const seenUpTo = ring * this.cellSize;
      if (found.filter(({ distance }) => distance <= seenUpTo).length >= count) break;
    }
    found.sort((a, b) => a.distance - b.distance || a.point - b.point);
    return found.slice(0, count).map(({ point }) => point);
  }

  private visitRing(column: number, row: number, ring: number, visit: (point: number) => void): void {
    for (let y = Math.max(0, row - ring); y <= Math.min(this.rows - 1, row + ring); y++) {
      const isEdge = y === row - ring || y === row + ring;
      const step = isEdge || ring === 0 ? 1 : 2 * ring;
      for (let x = column - ring; x <= column + ring; x += step) {
        if (x < 0 || x >= this.columns) continue;
        for (const point of this.cells.get(y * this.columns + x) ?? []) visit(point);
      }
    }
  }

  private columnAt(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.minX) / this.cellSize)));
  }

  private rowAt(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.minY) / this.cellSize)));
  }
}

function rangeOf(values: ArrayLike<number>): [number, number] {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]!);
    max = Math.max(max, values[i]!);
  }
  return min <= max ? [min, max] : [0, 0];
}
