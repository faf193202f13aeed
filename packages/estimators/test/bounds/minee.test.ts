import { keyFromSeed, mean, type PairBound, type PairContext } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds } from '../../src/index.ts';
import { normals } from '../normals.ts';
import { cellsOf, cellValues, expectation, lawOf, type OnCells, tables } from './contingency-table.ts';

const minee = bounds.create({ id: 'minee', hidden: [4] }) as PairBound;

/** D(P || U) of a law on cells, and the parts of it that its marginals have. */
function divergencesOf(table: readonly (readonly number[])[]) {
  const { joint, ofX, ofY, sum } = lawOf(table);
  const fromUniform = (law: readonly number[]) => law.reduce((total, p) => total + p * Math.log(p * law.length), 0);
  const cells = ofX.length * ofY.length;
  return {
    pair: sum((x, y) => joint(x, y) * Math.log(joint(x, y) * cells)),
    x: fromUniform(ofX),
    y: fromUniform(ofY),
  };
}

describe('MINEE in expectation, the uniform law on a finite alphabet', () => {
  it('is the information at the true log densities, for any constants added to them', () => {
    fc.assert(
      fc.property(tables, cellValues, (table, constants) => {
        const { joint, ofX, ofY, mi } = lawOf(table);
        const own: Record<string, OnCells> = {
          x: (x) => Math.log(ofX[x]) + constants[1],
          y: (_, y) => Math.log(ofY[y]) + constants[2],
        };
        const scores: OnCells = (x, y) => Math.log(joint(x, y)) + constants[0];
        expect(expectation(table, minee, minee.estimate, scores, own)).toBeCloseTo(mi, 4);
        const { pair, x, y } = divergencesOf(table);
        expect(expectation(table, minee, minee.criterion!, scores, own)).toBeCloseTo(pair + x + y, 4);
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('looks at a sum of three lower bounds, each below its divergence for any networks', () => {
    fc.assert(
      fc.property(tables, cellValues, cellValues, (table, values, others) => {
        const own: Record<string, OnCells> = { x: (x) => others[x], y: (_, y) => others[4 + y] };
        const { pair, x, y } = divergencesOf(table);
        const value = expectation(table, minee, minee.criterion!, cellsOf(table, values), own);
        expect(value).toBeLessThan(pair + x + y + 1e-4);
      }),
      { seed: 2, numRuns: 40 },
    );
  });
});

const values = (seed: number, count: number): Tensor1D => tf.tensor1d(Float32Array.from(normals(seed, count)));

const context = (): PairContext => ({
  joint: values(1, 30),
  reference: values(2, 40),
  own: { x: values(3, 30), y: values(4, 30) },
  ownReference: { x: values(5, 40), y: values(6, 40) },
});

describe('the training of MINEE', () => {
  const gradients = (bound: PairBound) =>
    onHost(() => {
      const { joint, reference, own, ownReference } = context();
      const objective = (...[a, b, c, d, e, f]: Tensor[]): Scalar =>
        bound.objective(
          {
            joint: a as Tensor1D,
            reference: b as Tensor1D,
            own: { x: c as Tensor1D, y: d as Tensor1D },
            ownReference: { x: e as Tensor1D, y: f as Tensor1D },
          },
          bound.initState(),
        ).value;
      const inputs = [joint, reference, own.x, own.y, ownReference.x, ownReference.y];
      return tf
        .grads(objective)(inputs)
        .map((gradient) => Array.from(gradient.dataSync()));
    });

  it('raises all three divergences: 1/b on joint points, and minus the weights e^t / sum e^t on references', () => {
    const [joint, reference, x, y, referenceX, referenceY] = gradients(minee);
    for (const found of [joint, x, y]) for (const value of found) expect(value).toBeCloseTo(1 / 30, 6);
    [reference, referenceX, referenceY].forEach((found, k) => {
      const weights = Float64Array.from(normals([2, 5, 6][k], 40)).map(Math.exp);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      found.forEach((value, at) => {
        expect(value).toBeCloseTo(-weights[at] / total, 5);
      });
    });
  });

  it('keeps a moving average a divergence', () => {
    const decay = 0.9;
    const bound = bounds.create({ id: 'minee', hidden: [4], decay }) as PairBound;
    onHost(() => {
      const first = bound.objective(context(), bound.initState()).state;
      const shifted = context();
      // The references of x alone rise by one: its average moves, the others stay.
      const moved = { ...shifted.ownReference, x: tf.add(shifted.ownReference.x, 1) as Tensor1D };
      const second = bound.objective({ ...shifted, ownReference: moved }, first).state;
      const ratio = (name: string) => Math.exp(second[name].dataSync()[0] - first[name].dataSync()[0]);
      // Debiased weights of the two batches are decay and 1 over their sum.
      expect(ratio('x.logAverage')).toBeCloseTo((decay + Math.E) / (1 + decay), 4);
      expect(ratio('y.logAverage')).toBeCloseTo(1, 5);
      expect(ratio('xy.logAverage')).toBeCloseTo(1, 5);
    });
  });

  it('has networks of x alone and of y alone', () => {
    onHost(() => {
      const params = minee.init!(keyFromSeed(1), 2, 3);
      const [x, y] = [tf.tensor2d(Array.from(normals(7, 10)), [5, 2]), tf.tensor2d(Array.from(normals(8, 15)), [5, 3])];
      const [here, otherX, otherY] = [
        minee.own!(params, x, y),
        minee.own!(params, tf.neg(x), y),
        minee.own!(params, x, tf.neg(y)),
      ].map((own) => ({ x: Array.from(own.x.dataSync()), y: Array.from(own.y.dataSync()) }));
      expect(otherX.x).not.toEqual(here.x);
      expect(otherX.y).toEqual(here.y);
      expect(otherY.x).toEqual(here.x);
      expect(otherY.y).not.toEqual(here.y);
    });
  });
});

it('the influence of MINEE is what one more point moves the estimate by', () => {
  onHost(() => {
    const all = context();
    const before = minee.estimate(all).dataSync()[0];
    const { joint, reference } = minee.influence!(all);
    const twice = (values: Tensor1D, k: number) => tf.concat([values, tf.slice(values, [k], [1])]) as Tensor1D;
    const both = (own: PairContext['own'], k: number) => ({ x: twice(own.x, k), y: twice(own.y, k) });
    const centred = (influence: Tensor1D) => Array.from(tf.sub(influence, tf.mean(influence)).dataSync());
    centred(joint).forEach((value, k) => {
      const after = minee.estimate({ ...all, joint: twice(all.joint, k), own: both(all.own, k) }).dataSync()[0];
      expect(Math.abs(31 * (after - before) - value)).toBeLessThan(1e-3);
    });
    centred(reference).forEach((value, k) => {
      const more = { ...all, reference: twice(all.reference, k), ownReference: both(all.ownReference, k) };
      const moved = 41 * (minee.estimate(more).dataSync()[0] - before);
      // An estimate has terms log(1 + u), u = (weight - 1) / 41, which the influence takes as u: off by less than u^2.
      const allowed = [all.reference, all.ownReference.x, all.ownReference.y]
        .map((t) => t.dataSync().map(Math.exp))
        .map((weights) => weights[k] / mean(weights) - 1)
        .reduce((sum, excess) => sum + excess ** 2 / 41, 0);
      expect(Math.abs(moved - value)).toBeLessThan(allowed + 1e-3);
    });
  });
});
