/** One possible pairing of a row with a column. */
export interface Edge {
  column: number;
  cost: number;
}

/**
 * Minimum-cost assignment of rows to columns over a sparse set of edges, by successive shortest augmenting paths with
 * dual prices (Jonker & Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems", Computing 38, 1987).
 *
 * A row may stay alone at `aloneCost`, so the problem always has a solution. Returns each row's column, or -1.
 */
export function assignRows(
  edgesOfRow: readonly (readonly Edge[])[],
  columnCount: number,
  aloneCost: number,
): Int32Array {
  const columnOfRow = new Int32Array(edgesOfRow.length).fill(-1);
  const search = new PathSearch(edgesOfRow, columnCount, aloneCost, columnOfRow);
  for (let row = 0; row < edgesOfRow.length; row++) search.augmentFrom(row);
  return columnOfRow;
}

class PathSearch {
  private readonly rowOfColumn: Int32Array;
  private readonly price: Float64Array;
  private readonly distance: Float64Array;
  private readonly reachedFrom: Int32Array;
  private touched: number[] = [];
  private settled: number[] = [];
  private readonly isSettled: Uint8Array;
  private readonly heap = new MinHeap();

  constructor(
    private readonly edgesOfRow: readonly (readonly Edge[])[],
    columnCount: number,
    private readonly aloneCost: number,
    private readonly columnOfRow: Int32Array,
  ) {
    this.rowOfColumn = new Int32Array(columnCount).fill(-1);
    this.price = new Float64Array(columnCount);
    this.distance = new Float64Array(columnCount).fill(Infinity);
    this.reachedFrom = new Int32Array(columnCount).fill(-1);
    this.isSettled = new Uint8Array(columnCount);
  }

  /** Finds the cheapest way to place one more row: on a free column, or by leaving one row of the path alone. */
  augmentFrom(start: number): void {
    let bestAloneRow = start;
    let bestAlone = this.aloneCost;
    let free = -1;
    this.relax(start, 0);
    for (;;) {
      const column = this.heap.pop();
      if (column < 0) break;
      if (this.isSettled[column]) continue;
      const reached = this.distance[column]!;
      if (reached >= bestAlone) break;
      this.isSettled[column] = 1;
      this.settled.push(column);
      const owner = this.rowOfColumn[column]!;
      if (owner < 0) {
        free = column;
        break;
      }
      const base = reached - this.reducedCost(owner, column);
      if (base + this.aloneCost < bestAlone) {
        bestAlone = base + this.aloneCost;
        bestAloneRow = owner;
      }
      this.relax(owner, base);
    }
    const length = free >= 0 ? this.distance[free]! : bestAlone;
    for (const column of this.settled) this.price[column]! -= Math.max(0, length - this.distance[column]!);
    if (free >= 0) this.flip(free, start);
    else if (bestAloneRow !== start) this.leaveAlone(bestAloneRow, start);
    this.reset();
  }

  private reducedCost(row: number, column: number): number {
    for (const edge of this.edgesOfRow[row]!) if (edge.column === column) return edge.cost - this.price[column]!;
    return Infinity;
  }

  private relax(row: number, base: number): void {
    for (const { column, cost } of this.edgesOfRow[row]!) {
      if (this.isSettled[column]) continue;
      const length = base + cost - this.price[column]!;
      if (length >= this.distance[column]!) continue;
      if (this.distance[column] === Infinity) this.touched.push(column);
      this.distance[column] = length;
      this.reachedFrom[column] = row;
      this.heap.push(column, length);
    }
  }

  private leaveAlone(row: number, start: number): void {
    const column = this.columnOfRow[row]!;
    this.columnOfRow[row] = -1;
    this.flip(column, start);
  }

  private flip(lastColumn: number, start: number): void {
    let column = lastColumn;
    for (;;) {
      const row = this.reachedFrom[column]!;
      const previous = this.columnOfRow[row]!;
      this.columnOfRow[row] = column;
      this.rowOfColumn[column] = row;
      if (row === start) return;
      column = previous;
    }
  }

  private reset(): void {
    for (const column of this.touched) {
      this.distance[column] = Infinity;
      this.isSettled[column] = 0;
    }
    this.touched = [];
    this.settled = [];
    this.heap.clear();
  }
}

/** A binary heap of columns by path length; ties go to the lower column so that results can be repeated. */
class MinHeap {
  private columns: number[] = [];
  private keys: number[] = [];

  clear(): void {
    this.columns.length = 0;
    this.keys.length = 0;
  }

  push(column: number, key: number): void {
    let at = this.columns.length;
    this.columns.push(column);
    this.keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  /** The nearest column, or -1 when there is none left. */
  pop(): number {
    const top = this.columns[0];
    if (top === undefined) return -1;
    const last = this.columns.length - 1;
    this.swap(0, last);
    this.columns.pop();
    this.keys.pop();
    let at = 0;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < last && this.isBefore(child, least)) least = child;
      if (least === at) return top;
      this.swap(at, least);
      at = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    return this.keys[a]! < this.keys[b]! || (this.keys[a] === this.keys[b] && this.columns[a]! < this.columns[b]!);
  }

  private swap(a: number, b: number): void {
    [this.columns[a], this.columns[b]] = [this.columns[b]!, this.columns[a]!];
    [this.keys[a], this.keys[b]] = [this.keys[b]!, this.keys[a]!];
  }
}
