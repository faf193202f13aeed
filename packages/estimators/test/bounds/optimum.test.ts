import { mean, type PairBound, type ProductBound, standardErrorOfMean } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { gaussianMi } from '../gaussian-split.ts';
import { normals } from '../normals.ts';
import { productContext } from './contexts.ts';
import { cellsOf, cellValues, expectation, lawOf, type OnCells, tables } from './contingency-table.ts';
import { boundsOn, ownNames } from './every-bound.ts';

/** log dP/dQ of correlated Gaussians, d = 1. */
const logRatio = (rho: number, a: number, b: number) =>
  gaussianMi(1, rho) - (rho * rho * (a * a + b * b) - 2 * rho * a * b) / (2 * (1 - rho * rho));

const weak = 0.5;
const truth = gaussianMi(1, weak);
const count = 200_000;
const x = normals(10, count);
const noise = normals(11, count);
const joint = x.map((a, k) => logRatio(weak, a, weak * a + Math.sqrt(1 - weak * weak) * noise[k]));
const reference = normals(12, count).map((a, k) => logRatio(weak, a, x[k]));

/** What a bound on pairs sees at its optimal critic. */
function optimalContext(bound: PairBound, [from, to]: readonly [number, number]) {
  const at = (t: Float64Array) => bound.atOptimum!(tf.tensor1d(Float32Array.from(t.subarray(from, to))));
  const [onJoint, onReference] = [at(joint), at(reference)];
  return {
    joint: onJoint.scores,
    reference: onReference.scores,
    own: onJoint.own ?? {},
    ownReference: onReference.own ?? {},
  };
}

/** SMILE at log r by the trapezoidal rule over both normal variables, which is exact to many digits for what is smooth, and to its step squared at the clip. */
function smileAtOptimum(tau: number): number {
  const step = 0.02;
  let clipped = 0;
  for (let i = -400; i <= 400; i++) {
    for (let j = -400; j <= 400; j++) {
      const [a, b] = [i * step, j * step];
      const density = Math.exp(-(a * a + b * b) / 2) / (2 * Math.PI);
      clipped += density * step * step * Math.exp(Math.min(tau, Math.max(-tau, logRatio(weak, a, b))));
    }
  }
  return truth - Math.log(clipped);
}

const onPairs = boundsOn('pairs', ({ atOptimum }) => atOptimum !== undefined);

describe('bounds on pairs at their optimal critic', () => {
  it.each(onPairs)('%s reads its value there within four standard errors', (name, bound) => {
    const expected = name === 'smile 0.5' ? smileAtOptimum(0.5) : name === 'smile 5' ? smileAtOptimum(5) : truth;
    // Var_P log r = rho^2, Var_Q r = e^(2I) - 1 (science.md, section 3), for DV and NWJ; less where the references count for less.
    const standardError = Math.sqrt((weak * weak) / count + (Math.exp(2 * truth) - 1) / count);
    const value = onHost(() => bound.estimate(optimalContext(bound, [0, count])).dataSync()[0]);
    expect(Math.abs(value - expected)).toBeLessThan(4 * standardError);
  });

  it('SMILE with tau = 1/2 is off by what its clip does, by more than that noise', () => {
    expect(smileAtOptimum(0.5) - truth).toBeLessThan(-0.01);
    expect(smileAtOptimum(50)).toBeCloseTo(truth, 6);
  });

  it.each(onPairs.filter(([, { influence }]) => influence !== undefined))(
    'the influence function of %s has the variance of the estimate',
    (_, bound) => {
      const size = 400;
      const repeats = 300;
      const values: number[] = [];
      const predicted: number[] = [];
      for (let k = 0; k < repeats; k++) {
        onHost(() => {
          const context = optimalContext(bound, [k * size, (k + 1) * size]);
          values.push(bound.estimate(context).dataSync()[0]);
          const influence = bound.influence!(context);
          const variance = (t: Tensor1D) => tf.moments(t).variance.dataSync()[0] / size;
          predicted.push(variance(influence.joint) + variance(influence.reference));
        });
      }
      const centre = mean(values);
      const observed = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (repeats - 1);
      // A variance over 300 near-normal repeats has a relative standard error of sqrt(2/299) = 8.2%; four of them and the O(1/400) bias: 34%.
      expect(Math.abs(mean(predicted) / observed - 1)).toBeLessThan(0.34);
    },
  );
});

describe('the objective of bounds on pairs, in expectation over finite alphabets', () => {
  const stateless = onPairs.filter(([, bound]) => onHost(() => Object.keys(bound.initState()).length === 0));
  const constants = fc.double({ min: -1, max: 1, noNaN: true });

  it.each(stateless)('%s is at its largest at the optimal critic', (_, bound) => {
    const names = ownNames(bound);
    fc.assert(
      fc.property(tables, cellValues, constants, (table, values, constant) => {
        const law = lawOf(table);
        const at = (x: number, y: number) => bound.atOptimum!(tf.tensor1d([law.logRatio(x, y)]));
        const scores: OnCells = (x, y) => at(x, y).scores.dataSync()[0];
        const own = Object.fromEntries(
          names.map((name): [string, OnCells] => [name, (x, y) => at(x, y).own![name].dataSync()[0]]),
        );
        const objective = (t: OnCells) =>
          onHost(() => expectation(table, bound, (context) => bound.objective(context, {}).value, t, own));
        const largest = objective(scores);
        const moved = cellsOf(table, values);
        // Means of float32 numbers below 10.
        expect(objective((x, y) => scores(x, y) + constant)).toBeLessThan(largest + 2e-5);
        expect(objective((x, y) => scores(x, y) + 0.5 * moved(x, y))).toBeLessThan(largest + 2e-5);
      }),
      { seed: 1, numRuns: 8 },
    );
  });
});

describe('bounds on the product of a batch at their optimal critic', () => {
  const strong = 0.8;
  const information = gaussianMi(1, strong);
  const b = 8;
  const blocks = 500;
  const rows = normals(30, blocks * b);
  const columns = normals(31, blocks * b).map((e, k) => strong * rows[k] + Math.sqrt(1 - strong * strong) * e);
  /** log r on the product of each block. */
  const ratios = Array.from({ length: blocks }, (_, block) => {
    const within = Array.from({ length: b }, (_unused, k) => block * b + k);
    return within.map((i) => within.map((j) => logRatio(strong, rows[i], columns[j])));
  });

  const atOptimum = (bound: ProductBound): Float64Array =>
    Float64Array.from(ratios, (block) =>
      onHost(() => {
        // The critic is log r itself for each of them.
        const { scores, own = {} } = bound.atOptimum!(tf.tensor1d(block.map((row, i) => row[i])));
        const named = Object.entries(own).map(([name, values]) => [name, values.dataSync()]);
        expect(scores.dataSync()).toEqual(Float32Array.from(block, (row, i) => row[i]));
        return bound.estimate(productContext(block, Object.fromEntries(named))).dataSync()[0];
      }),
    );

  // The definitions, in float64.
  const against = (positive: number, mixture: readonly number[]) =>
    positive - Math.log(mean(Float64Array.from(mixture, Math.exp)));
  const columnOf = (block: number[][], j: number) => block.map((row) => row[j]);
  const alongRows = (block: number[][]) => mean(block.map((row, i) => against(row[i], row)));
  const alongColumns = (block: number[][]) => mean(block.map((row, j) => against(row[j], columnOf(block, j))));
  const definitions: Readonly<Record<string, (block: number[][]) => number>> = {
    'infonce x': alongRows,
    'infonce y': alongColumns,
    'infonce symmetric': (block) => (alongRows(block) + alongColumns(block)) / 2,
    // log e^t / m with m over K = b - 1 points, of which the joint pair is one and the negatives' mean stands for the others.
    'i-alpha 1': (block) => {
      const K = b - 1;
      const terms = block.map((row, j) => {
        const negatives = columnOf(block, j).filter((_, k) => k !== j);
        return row[j] - Math.log(Math.exp(row[j]) / K + (1 - 1 / K) * mean(negatives.map(Math.exp)));
      });
      return mean(terms);
    },
  };

  const all = boundsOn('product', (bound) => bound.atOptimum !== undefined);
  const contrastive = all.filter(([name]) => name in definitions);
  const linear = all.filter(([name]) => !(name in definitions));

  it.each(contrastive)('%s reads its definition, below the information by more than the noise', (name, bound) => {
    const values = atOptimum(bound);
    values.forEach((value, block) => {
      // 24 bits of scores below 10.
      expect(value).toBeCloseTo(definitions[name](ratios[block]), 5);
    });
    expect(mean(values)).toBeLessThan(information - 4 * standardErrorOfMean(values));
  });

  it.each(linear)('%s, whose negatives enter linearly, reads the information in the mean', (_, bound) => {
    const values = atOptimum(bound);
    const standardError = standardErrorOfMean(values);
    expect(standardError).toBeLessThan(0.04);
    expect(Math.abs(mean(values) - information)).toBeLessThan(4 * standardError);
  });

  it('I_alpha between its ends names no optimum: log r is not one', () => {
    expect((bounds.create({ id: 'i-alpha', alpha: 0.5 }) as ProductBound).atOptimum).toBeUndefined();
  });
});
