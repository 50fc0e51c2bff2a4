const INSERTION_SORT_MAX = 64;

/**
 * Indices of the `keys`, lowest key first, equal keys in the order of their indices. Rounds rank thousands of short lists
 * that are nearly in order already: for those insertion sort on plain numbers beats any sort with a comparison function.
 */
export function sortedBy(keys: ArrayLike<number>, count: number = keys.length): Int32Array {
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  if (count > INSERTION_SORT_MAX) return order.sort((a, b) => keys[a]! - keys[b]! || a - b);
  for (let i = 1; i < count; i++) {
    const key = keys[i]!;
    let at = i;
    while (at > 0 && keys[order[at - 1]!]! > key) order[at] = order[--at]!;
    order[at] = i;
  }
  return order;
}
