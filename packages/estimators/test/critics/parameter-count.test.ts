import { type Choice, foldIn } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { critics, parameterCount } from '../../src/index.ts';

const [X, Y] = [3, 2];
/** Weights and biases of a perceptron of these widths. */
const mlp = (...widths: number[]): number =>
  widths.slice(1).reduce((sum, width, k) => sum + (widths[k] + 1) * width, 0);

const counts: [Choice, number][] = [
  ['joint-mlp', mlp(X + Y, 256, 256, 1)],
  [{ id: 'joint-mlp', hidden: [8, 5] }, mlp(X + Y, 8, 5, 1)],
  [{ id: 'joint-mlp', hidden: [8, 5], layerNorm: true, spectralNorm: true, dropout: 0.5 }, mlp(X + Y, 8, 5, 1) + 8 + 5],
  [{ id: 'separable-mlp', hidden: [8], embedding: 4 }, mlp(X, 8, 4) + mlp(Y, 8, 4)],
  ['bilinear', (X + 1) * (Y + 1)],
  [{ id: 'bilinear', hidden: [8], embedding: 4 }, mlp(X, 8, 4) + mlp(Y, 8, 4) + 5 * 5],
  [{ id: 'inner-product', hidden: [8], embedding: 4 }, mlp(X, 8, 4) + mlp(Y, 8, 4) + 1],
  [{ id: 'inner-product', hidden: [8], embedding: 4, bias: true }, mlp(X, 8, 4) + mlp(Y, 8, 4) + 2],
  [{ id: 'hybrid', hidden: [8], embedding: 4, head: [6, 5] }, mlp(X, 8, 4) + mlp(Y, 8, 4) + mlp(8, 6, 5, 1)],
  [{ id: 'residual-mlp', width: 8, blocks: 3 }, mlp(X + Y, 8) + 3 * mlp(8, 8, 8) + mlp(8, 1)],
  [
    { id: 'residual-mlp', width: 8, blocks: 3, layerNorm: true },
    mlp(X + Y, 8) + 3 * (mlp(8, 8, 8) + 2 * 16) + 16 + mlp(8, 1),
  ],
  [
    { id: 'conv', image: [3, 1, 1], imageY: 'vector', channels: [4, 5], hidden: [6], embedding: 7 },
    // Three rows shrink to two and to one, whose five channels the perceptron reads.
    9 * 4 + 4 + (9 * 4 * 5 + 5) + mlp(5, 6, 7) + mlp(Y, 6, 7),
  ],
  [
    {
      id: 'conv',
      image: [1, 1, 3],
      imageY: [1, 2, 1],
      channels: [4],
      kernel: 2,
      hidden: [],
      head: 'joint',
      headHidden: [6],
    },
    4 * 3 * 4 + 4 + mlp(4, 32) + (4 * 4 + 4) + mlp(4, 32) + mlp(64, 6, 1),
  ],
  [{ id: 'ensemble', critic: { id: 'joint-mlp', hidden: [8] }, size: 3 }, 3 * mlp(X + Y, 8, 1)],
  [{ id: 'ensemble', critics: ['bilinear', { id: 'joint-mlp', hidden: [8] }] }, (X + 1) * (Y + 1) + mlp(X + Y, 8, 1)],
];

describe('the number of parameters', () => {
  it.each(counts)('of %j is %d', (choice, expected) => {
    expect(parameterCount(critics.create(choice), X, Y)).toBe(expected);
  });
});

describe("an ensemble's members", () => {
  it('have names and keys of their own', () => {
    const critic = critics.create({ id: 'ensemble', critics: ['bilinear', 'bilinear'] });
    const key = { hi: 0, lo: 7 };
    const params = critic.init(key, X, Y);
    expect(Object.keys(params)).toEqual(['0.w', '1.w']);
    [0, 1].forEach((k) => {
      const alone = critics.create('bilinear').init(foldIn(key, k), X, Y);
      expect(params[`${k}.w`].arraySync()).toEqual(alone.w.arraySync());
    });
    expect(params['0.w'].arraySync()).not.toEqual(params['1.w'].arraySync());
  });
});
