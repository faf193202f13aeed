/** A pivot position in [low, high] that no simple arrangement of the input defeats; deterministic, and no result depends on it. */
const pivotPosition = (low: number, high: number): number => {
  const mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  return low + (((mixed ^ (mixed >>> 15)) >>> 0) % (high - low + 1));
};

/**
 * Hoare's selection: reorders `order[start, end)` so that the row at `nth` is in its sorted place by `key`, none before it is larger and none
 * after it smaller. Linear time on average, also where all keys are equal.
 */
export function selectNth(
  order: Int32Array,
  start: number,
  end: number,
  nth: number,
  key: (row: number) => number,
): void {
  let low = start;
  let high = end - 1;
  while (low < high) {
    const pivot = key(order[pivotPosition(low, high)]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (key(order[i]) < pivot) i++;
      while (key(order[j]) > pivot) j--;
      if (i > j) break;
      const row = order[i];
      order[i++] = order[j];
      order[j--] = row;
    }
    if (nth <= j) high = j;
    else if (nth >= i) low = i;
    else return;
  }
}
