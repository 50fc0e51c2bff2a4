import type { Place } from '../types';

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
  private readonly minX: number;
  private readonly minY: number;
  private readonly columns: number;
  private readonly rows: number;
  /** Points by cell: those of cell `c` are `points[cellStart[c]]` up to `points[cellStart[c + 1]]`. */
  private readonly cellStart: Int32Array;
  private readonly points: Int32Array;

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
    const cellOf = Int32Array.from(xs, (x, i) => this.rowAt(ys[i]!) * this.columns + this.columnAt(x));
    this.cellStart = new Int32Array(this.columns * this.rows + 1);
    for (const cell of cellOf) this.cellStart[cell + 1]!++;
    for (let cell = 0; cell < this.cellStart.length - 1; cell++) this.cellStart[cell + 1]! += this.cellStart[cell]!;
    const next = this.cellStart.slice();
    this.points = new Int32Array(xs.length);
    cellOf.forEach((cell, i) => (this.points[next[cell]!++] = i));
  }

  /** Up to `count` accepted points, nearest first (as the crow flies); equal distances in the order of the grid. */
  nearest(x: number, y: number, count: number, accept: (point: number) => boolean): number[] {
    const found: number[] = [];
    const squares: number[] = [];
    const column = this.columnAt(x);
    const row = this.rowAt(y);
    const rings = Math.max(column, this.columns - 1 - column, row, this.rows - 1 - row);
    for (let ring = 0; ring <= rings; ring++) {
      // A point outside the rings seen so far is at least this far away.
      const seenUpTo = Math.max(0, ring - 1) * this.cellSize;
      if (found.length === count && squares[count - 1]! <= seenUpTo * seenUpTo) break;
      this.visitRing(column, row, ring, (point) => {
        const [dx, dy] = [this.xs[point]! - x, this.ys[point]! - y];
        const square = dx * dx + dy * dy;
        if (!accept(point) || (found.length === count && square >= squares[count - 1]!)) return;
        let at = found.length < count ? found.length : count - 1;
        for (; at > 0 && squares[at - 1]! > square; at--) {
          found[at] = found[at - 1]!;
          squares[at] = squares[at - 1]!;
        }
        found[at] = point;
        squares[at] = square;
      });
    }
    return found;
  }

  private visitRing(column: number, row: number, ring: number, visit: (point: number) => void): void {
    for (let r = Math.max(0, row - ring); r <= Math.min(this.rows - 1, row + ring); r++) {
      const isEdge = r === row - ring || r === row + ring;
      const step = isEdge || ring === 0 ? 1 : 2 * ring;
      for (let c = column - ring; c <= column + ring; c += step) {
        if (c < 0 || c >= this.columns) continue;
        const cell = r * this.columns + c;
        for (let k = this.cellStart[cell]!; k < this.cellStart[cell + 1]!; k++) visit(this.points[k]!);
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
