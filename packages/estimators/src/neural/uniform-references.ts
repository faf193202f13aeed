import { createStream, type EstimateOptions, foldIn, type Key, type Pairs, type Split } from '@minebench/core';

/** Least and largest value of each column. */
function boxOf(values: Float64Array, dim: number): { readonly least: Float64Array; readonly width: Float64Array } {
  const least = new Float64Array(dim).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(dim).fill(Number.NEGATIVE_INFINITY);
  for (let k = 0; k < values.length; k++) {
    const axis = k % dim;
    least[axis] = Math.min(least[axis], values[k]);
    most[axis] = Math.max(most[axis], values[k]);
  }
  return { least, width: most.map((value, axis) => value - least[axis]) };
}

function uniformRows(count: number, { least, width }: ReturnType<typeof boxOf>, key: Key): Float64Array {
  const stream = createStream(key);
  const dim = least.length;
  return Float64Array.from({ length: count * dim }, (_, k) => least[k % dim] + width[k % dim] * stream.uniform());
}

/**
 * The same split and options with references that are uniform over the bounding box of the training sample, x and y independent of each other (Chan et
 * al. 2019, Neural entropic estimation); over that of the selection part where training draws afresh.
 */
export function withUniformReferences(
  split: Split,
  options: EstimateOptions,
): { readonly split: Split; readonly options: EstimateOptions } {
  const sample = split.train.kind === 'sample' ? split.train.pairs : split.selection;
  const [boxX, boxY] = [boxOf(sample.x, sample.dimX), boxOf(sample.y, sample.dimY)];
  const independent = (count: number, key: Key): Pairs => ({
    count,
    dimX: sample.dimX,
    dimY: sample.dimY,
    x: uniformRows(count, boxX, foldIn(key, 'x')),
    y: uniformRows(count, boxY, foldIn(key, 'y')),
  });
  const drawn = (size: number) => ({ mode: 'fresh', pool: 'sample', size }) as const;
  return {
    split: { ...split, independent },
    options: {
      ...options,
      references: drawn(options.references.size),
      selectionReferences: drawn(options.selectionReferences.size),
      evaluationReferences: drawn(options.evaluationReferences.size),
    },
  };
}
