import { logMeanExp, mean, type Pairs, type Task } from '@minebench/core';

/** Values of a minibatch at the optimal critic of each bound, nats. */
export interface MinibatchValues {
  readonly dv: number;
  readonly nwj: number;
  readonly infonce: number;
}

type LogRatio = NonNullable<Task['logDensityRatio']>;

/** All pairs of b rows, row by row: x_i with every y_j. */
export function allPairs({ count: b, dimX, dimY, x, y }: Pairs): Pairs {
  const [every, others] = [new Float64Array(b * b * dimX), new Float64Array(b * b * dimY)];
  for (let i = 0; i < b; i++) {
    const start = i * b * dimX;
    every.set(x.subarray(i * dimX, (i + 1) * dimX), start);
    // Twice as many copies each time.
    for (let copies = 1; copies < b; copies *= 2)
      every.copyWithin(start + copies * dimX, start, start + Math.min(copies, b - copies) * dimX);
    others.set(y, i * b * dimY);
  }
  return { count: b * b, dimX, dimY, x: every, y: others };
}

/** E log(r(x_i, y_i) / mean_j r(x_i, y_j)) over a batch; `ratios` are log r of all pairs, `[b, b]`. */
function infoNce(ratios: Float64Array, b: number): number {
  const rows = Float64Array.from({ length: b }, (_, i) => {
    const row = ratios.subarray(i * b, (i + 1) * b);
    return row[i] - logMeanExp(row);
  });
  return mean(rows);
}

/**
 * DV at t* = log r, NWJ at 1 + t*, InfoNCE at t*, on a minibatch of b joint and n' reference pairs:
 * mean log r - log mean_Q r, mean log r + 1 - mean_Q r, and the contrast of joint pairs with all b^2.
 */
export function minibatchValues(logRatio: LogRatio, joint: Pairs, reference: Pairs): MinibatchValues {
  const { count: b } = joint;
  const matrix = logRatio(allPairs(joint));
  const onJoint = mean(Float64Array.from({ length: b }, (_, i) => matrix[i * (b + 1)]));
  const logMean = logMeanExp(logRatio(reference));
  return { dv: onJoint - logMean, nwj: onJoint + 1 - Math.exp(logMean), infonce: infoNce(matrix, b) };
}
