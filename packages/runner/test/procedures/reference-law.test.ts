import { InputError, keyFromSeed, type PairBound, type PairContext, variance } from '@minebench/core';
import { onHost, tf } from '@minebench/engine';
import { mineFBound } from '@minebench/estimators';
import { gaussian } from '@minebench/generators';
import { describe, expect, it } from 'vitest';
import { referenceLaw } from '../../src/index.ts';
import { drawMixture, jointShare } from '../../src/procedures/reference-law/mixture.ts';
import { onProduct } from '../../src/procedures/reference-law/product-reading.ts';
import { runSweep } from './run-sweep.ts';

type Tensor1D = PairContext['reference'];

interface LawResult {
  readonly status: string;
  readonly evaluation: { readonly nats: number };
  readonly readouts: { readonly product: { readonly nats: number; readonly standardError: number } };
  readonly jointShare: number;
  readonly cap: { readonly nats: number; readonly standardError: number };
}

const sweep = {
  task: 'gaussian',
  dimension: 2,
  mi: 2,
  n: 'fresh',
  batchSize: 8,
  bound: 'mine-f',
  critic: { id: 'joint-mlp', hidden: [8] },
  engine: 'wasm:simd',
  protocol: {
    steps: 100,
    selectEvery: 50,
    selectionSize: 500,
    selectionReferences: 500,
    evaluationSize: 2000,
    evaluationReferences: 2000,
  },
};

describe('the law of references that are drawn within a batch', () => {
  it('holds a share 1/b of joint pairs where a row may meet itself', () => {
    expect(jointShare({ mode: 'shuffle' }, 64)).toBe(1 / 64);
    expect(jointShare({ mode: 'replace' }, 64)).toBe(1 / 64);
    expect(jointShare({ mode: 'replace', distinct: true }, 64)).toBe(0);
    expect(jointShare({ mode: 'shift' }, 64)).toBe(0);
    expect(jointShare({ mode: 'derange' }, 64)).toBe(0);
  });

  it('is drawn from: joint pairs first, in a binomial number, the others independent', () => {
    const [count, share, rho] = [40_000, 0.25, 0.9];
    const { pairs, joint } = drawMixture(gaussian({ dimension: 1, rho }), share, count, keyFromSeed(1));
    // Four standard deviations of the binomial.
    expect(Math.abs(joint - share * count)).toBeLessThan(4 * Math.sqrt(count * share * (1 - share)));
    const correlation = (from: number, to: number) => {
      const products = pairs.x.subarray(from, to).map((x, k) => x * pairs.y[from + k]);
      return products.reduce((sum, product) => sum + product) / (to - from);
    };
    // The products have standard deviation sqrt(1 + rho^2), at most 1.4.
    expect(Math.abs(correlation(0, joint) - rho)).toBeLessThan((4 * 1.4) / Math.sqrt(joint));
    expect(Math.abs(correlation(joint, count))).toBeLessThan((4 * 1.4) / Math.sqrt(count - joint));
  });
});

describe('the reading under Q', () => {
  const context = (reference: number[]) => ({
    joint: tf.tensor1d([0.5, 1]) as Tensor1D,
    reference: tf.tensor1d(reference) as Tensor1D,
    own: {},
    ownReference: {},
  });
  const part = onProduct(mineFBound as PairBound, () => 2);

  it('leaves out the joint pairs among the references', () => {
    const [read, expected] = onHost(() => [
      part.estimate(context([9, 9, 0.1, -0.4, 0.3])).dataSync()[0],
      mineFBound.estimate(context([0.1, -0.4, 0.3])).dataSync()[0],
    ]);
    expect(read).toBe(expected);
  });

  it('has the standard error of those pairs alone', () => {
    const reference = Array.from({ length: 500 }, (_, k) => Math.sin(k));
    const [all, some] = onHost(() => [
      part.influence!(context([9, 9, ...reference])).reference.dataSync(),
      mineFBound.influence!(context(reference)).reference.dataSync(),
    ]);
    // Of relative size 1/m, from the means that are taken off.
    expect(variance(all) / all.length / (variance(some) / some.length)).toBeCloseTo(1, 2);
  });
});

describe('an estimate on the law of its references', () => {
  it('of a shuffle is capped, and its law is not Q', async () => {
    const [result] = await runSweep<LawResult>(referenceLaw, { ...sweep, references: 'shuffle' });
    expect(result.status).toBe('completed');
    expect(result.jointShare).toBe(1 / 8);
    // C_b <= log b.
    expect(result.cap.nats).toBeLessThan(Math.log(8));
    expect(result.cap.nats).toBeGreaterThan(0.5);
    expect(result.evaluation.nats).toBeLessThan(result.cap.nats + 0.1);
    expect(result.readouts.product.nats).not.toBe(result.evaluation.nats);
  });

  it('of a shift is an estimate under Q', async () => {
    const [result] = await runSweep<LawResult>(referenceLaw, { ...sweep, references: 'shift' });
    expect(result.jointShare).toBe(0);
    expect(result.cap.nats).toBeCloseTo(2, 12);
    expect(result.cap.standardError).toBe(0);
    expect(result.readouts.product.nats).toBe(result.evaluation.nats);
  });
});

it.each([
  [{ references: 'product' }, 'no way to pair the rows of a batch'],
  [{ bound: 'infonce' }, 'no way to pair the rows of a batch'],
  [{ protocol: { evaluationMode: 'replace' } }, 'draws no independent references'],
])('refuses %j', async (part, message) => {
  const expanding = (async () => referenceLaw.expand({ ...sweep, ...part }, 'sweep', { baseUrl: import.meta.url }))();
  await expect(expanding).rejects.toThrow(InputError);
  await expect(expanding).rejects.toThrow(message);
});
