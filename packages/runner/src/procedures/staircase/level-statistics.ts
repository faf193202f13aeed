import { type JsonObject, mean, standardDeviation, standardErrorOfMean } from '@minebench/core';

/** Windows that a level's curve is thinned to. */
const WINDOWS = 40;

/** Of a level's steps, its last: what is read of it once training has settled. */
const PLATEAU = 1 / 4;

/** Stretches that the plateau is cut into: neighbouring minibatches share a critic, stretches hardly do. */
const STRETCHES = 10;

const parts = (values: Float32Array, count: number): Float32Array[] =>
  Array.from({ length: count }, (_, k) =>
    values.subarray(Math.floor((k * values.length) / count), Math.floor(((k + 1) * values.length) / count)),
  );

const least = (values: Float32Array): number => values.reduce((low, value) => Math.min(low, value));
const most = (values: Float32Array): number => values.reduce((high, value) => Math.max(high, value));

/**
 * What a level's minibatches read, in nats: the largest and smallest of all of them, and of its last quarter the mean with the standard error of ten stretches, and the
 * standard deviation of single minibatches.
 * @param estimates - of every step of the level
 */
export function levelStatistics(estimates: Float32Array): JsonObject {
  const plateau = estimates.subarray(estimates.length - Math.floor(PLATEAU * estimates.length));
  return {
    largest: most(estimates),
    smallest: least(estimates),
    plateau: {
      steps: plateau.length,
      mean: mean(plateau),
      standardError: standardErrorOfMean(parts(plateau, STRETCHES).map(mean)),
      standardDeviation: standardDeviation(plateau),
    },
  };
}

/** The curve of a level, thinned: mean, smallest and largest minibatch of each window, at the window's last step. */
export function levelCurve(estimates: Float32Array, before: number) {
  const windows = parts(estimates, Math.min(WINDOWS, estimates.length)).filter(({ length }) => length > 0);
  let step = before;
  return windows.map((window) => {
    step += window.length;
    return { step, mean: mean(window), low: least(window), high: most(window) };
  });
}
