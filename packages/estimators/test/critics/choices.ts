import type { Choice } from '@minebench/core';
import { critics } from '../../src/index.ts';

const activations = ['relu', 'elu', 'selu', 'leaky-relu', 'tanh', 'softplus'];
const normalized = { layerNorm: true, spectralNorm: true, activation: 'elu' };
/** Everything there is, by its example or its defaults, and what its options make of it. */
export const choices: Choice[] = [
  ...critics.entries.map(({ id, example }) => ({ id, ...(example as object | undefined) })),
  ...activations.map((activation) => ({ id: 'joint-mlp', hidden: [8, 5], activation })),
  { id: 'joint-mlp', hidden: [] },
  { id: 'joint-mlp', hidden: [8, 5], layerNorm: true },
  { id: 'joint-mlp', hidden: [8, 5], spectralNorm: true },
  { id: 'joint-mlp', hidden: [8, 5], dropout: 0.3, ...normalized },
  { id: 'separable-mlp', hidden: [8], embedding: 3 },
  { id: 'separable-mlp', hidden: [8], embedding: 3, dropout: 0.5, ...normalized },
  { id: 'bilinear', hidden: [8], embedding: 3, dropout: 0.5, ...normalized },
  { id: 'inner-product', hidden: [8], embedding: 3, bias: true, dropout: 0.5, ...normalized },
  { id: 'hybrid', hidden: [8], embedding: 3, head: [6, 4], dropout: 0.5, ...normalized },
  { id: 'hybrid', hidden: [], embedding: 3, head: [6], dropout: 0.5 },
  { id: 'residual-mlp', width: 6, blocks: 3, dropout: 0.5, ...normalized },
  { id: 'conv', image: [5, 3, 2], imageY: [4, 2, 1], channels: [3], kernel: 2, stride: 1, hidden: [], embedding: 3 },
  { id: 'conv', image: [4, 4, 1], imageY: 'vector', channels: [3], hidden: [5], head: 'joint', headHidden: [6, 4] },
  {
    id: 'ensemble',
    critics: [
      { id: 'separable-mlp', hidden: [8], embedding: 3, dropout: 0.5 },
      'bilinear',
      { id: 'hybrid', hidden: [8], head: [6], dropout: 0.2 },
    ],
  },
];

const [DIM_X, DIM_Y] = [3, 2];

/** How many numbers x and y have for a critic of the table: those of an image where it is for images. */
export function dimsOf(choice: Choice): readonly [dimX: number, dimY: number] {
  const { image, imageY } = choice as {
    readonly image?: readonly number[];
    readonly imageY?: readonly number[] | 'vector';
  };
  const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);
  return [image ? size(image) : DIM_X, imageY && imageY !== 'vector' ? size(imageY) : DIM_Y];
}
