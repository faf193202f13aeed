import { type Choice, type Critic, keyFromSeed } from '@minebench/core';
import { flopOfStep, recordStep } from '@minebench/engine';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { critics, initialParameters, nameParameters, splitParameters } from '../../src/index.ts';

const [X, Y] = [3, 2];

/** FLOP of the scores of b pairs, or of all pairs of b points. */
function flopOf(critic: Critic, b: number, allPairs: boolean): number {
  const { layout, flat } = initialParameters(() => critic.init(keyFromSeed(1), X, Y));
  const float = (...shape: number[]) => ({ dtype: 'float32' as const, shape });
  const example = { state: {}, data: { params: float(flat.data.length), x: float(b, X), y: float(b, Y) }, batch: {} };
  return flopOfStep(
    recordStep((_, { params, x, y }) => {
      const named = nameParameters(layout, splitParameters(layout, params as Tensor1D));
      const score = allPairs ? critic.scoreProduct! : critic.score;
      return { state: {}, outputs: { scores: score(named, x as Tensor2D, y as Tensor2D) } };
    }, example),
  );
}

/** What a further row and a further pair cost: the cost of b rows is a polynomial of second degree in b, by its differences. */
function costOf(critic: Critic, allPairs: boolean) {
  const [four, five, six] = [4, 5, 6].map((b) => flopOf(critic, b, allPairs));
  const pair = (six - 2 * five + four) / 2;
  return { row: five - four - 9 * pair, pair };
}

/** A layer: a multiplication and an addition for each weight, an addition for each bias. */
const linear = (from: number, to: number): number => 2 * from * to + to;

/** A perceptron: its layers, and a rectifier for each hidden unit. */
const mlp = (...widths: number[]): number =>
  widths.slice(1).reduce((sum, width, k) => sum + linear(widths[k], width) + (k + 2 < widths.length ? width : 0), 0);

/** Two embeddings of width 4. */
const embeddings = mlp(X, 8, 4) + mlp(Y, 8, 4);
/** Squares and their sum, an addition, a root and its reciprocal, four products. */
const unitLength = 4 + 4 + 1 + 2 + 4;
/** What comes after the first layer's product of a hybrid's head: both halves added, bias, rectifier, then the rest. */
const headOfPair = 6 + 6 + 6 + mlp(6, 5, 1);
const hybridRow = embeddings + 2 * 8 * 6;

/** By hand: what a row costs a score, and what rows and pairs cost all pairs. */
const cases: [Choice, number, { readonly row: number; readonly pair: number }?][] = [
  [{ id: 'joint-mlp', hidden: [8, 5] }, mlp(X + Y, 8, 5, 1)],
  [{ id: 'separable-mlp', hidden: [8], embedding: 4 }, embeddings + 2 * 4, { row: embeddings, pair: 2 * 4 }],
  // (x, 1) W (y, 1)
  ['bilinear', 2 * (X + 1) * (Y + 1) + 2 * (Y + 1), { row: 2 * (X + 1) * (Y + 1), pair: 2 * (Y + 1) }],
  [
    { id: 'inner-product', hidden: [8], embedding: 4 },
    embeddings + 2 * unitLength + 4 + 2 * 4,
    { row: embeddings + 2 * unitLength + 4, pair: 2 * 4 },
  ],
  [
    { id: 'hybrid', hidden: [8], embedding: 4, head: [6, 5] },
    hybridRow + headOfPair,
    { row: hybridRow, pair: headOfPair },
  ],
  // In a block each of two layers comes after a rectifier, and the stream is added; one more rectifier before the end.
  [{ id: 'residual-mlp', width: 8, blocks: 3 }, linear(X + Y, 8) + 3 * (2 * (8 + linear(8, 8)) + 8) + 8 + linear(8, 1)],
  // Two additions and a division make the mean of three.
  [{ id: 'ensemble', critic: { id: 'joint-mlp', hidden: [8] }, size: 3 }, 3 * mlp(X + Y, 8, 1) + 3],
];

describe('the operations that a critic costs', () => {
  it.each(cases)('%j: %d a row', (choice, expected) => {
    expect(costOf(critics.create(choice), false)).toEqual({ row: expected, pair: 0 });
  });

  it.each(cases.filter(([, , product]) => product))('%j: all pairs of a batch', (choice, _, product) => {
    expect(costOf(critics.create(choice), true)).toEqual(product);
  });
});
