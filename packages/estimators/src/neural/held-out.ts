import { InputError, type Key, type Pairs, type ReferenceScheme, type RowPairs, type Split } from '@minebench/core';

/** Joint and reference pairs of a part (selection or evaluation), chosen once: every critic and every look is judged on the same ones. */
export interface HeldOut {
  readonly pairs: Pairs;
  readonly joint: RowPairs;
  /** The pairs that reference rows speak of: the part itself, or independent draws. */
  readonly referencePairs: Pairs;
  readonly reference: RowPairs;
  readonly independent: boolean;
}

const allRows = (count: number): RowPairs => {
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  return { rowsX: rows, rowsY: rows };
};

/** @throws InputError where references are fresh and the split has no sampler of both marginals */
export function heldOut(
  pairs: Pairs,
  scheme: ReferenceScheme,
  { independent }: Pick<Split, 'independent'>,
  key: Key,
): HeldOut {
  const joint = allRows(pairs.count);
  if (scheme.mode !== 'fresh')
    return { pairs, joint, referencePairs: pairs, reference: scheme.draw!(pairs.count, key), independent: false };
  if (!independent)
    throw new InputError({
      argument: 'protocol.evaluationMode',
      value: 'fresh',
      problem: 'needs a sampler of both marginals',
      remedy: 'use replace with data of your own',
    });
  const referencePairs = independent(scheme.size, key);
  return { pairs, joint, referencePairs, reference: allRows(scheme.size), independent: true };
}

const firstPairs = ({ rowsX, rowsY }: RowPairs, count: number): RowPairs => ({
  rowsX: rowsX.subarray(0, count),
  rowsY: rowsY.subarray(0, count),
});

/** The first rows of a part, as a part of its own with at most as many references. */
export function firstRows(part: HeldOut, rows: number, scheme: ReferenceScheme, key: Key): HeldOut {
  const { count, dimX, dimY, x, y } = part.pairs;
  if (rows >= count && part.reference.rowsX.length <= rows) return part;
  const kept = Math.min(rows, count);
  const pairs = { count: kept, dimX, dimY, x: x.subarray(0, kept * dimX), y: y.subarray(0, kept * dimY) };
  const joint = allRows(kept);
  if (part.independent) return { ...part, pairs, joint, reference: firstPairs(part.reference, kept) };
  const reference = firstPairs(scheme.draw!(kept, key), kept);
  return { pairs, joint, referencePairs: pairs, reference, independent: false };
}

/** The same part with the rows of Y permuted: what it would be, were X and Y independent. References follow their rows. */
export function permuted(part: HeldOut, permutation: Int32Array): HeldOut {
  const moved = ({ rowsX, rowsY }: RowPairs): RowPairs => ({ rowsX, rowsY: rowsY.map((row) => permutation[row]) });
  return { ...part, joint: moved(part.joint), reference: part.independent ? part.reference : moved(part.reference) };
}
