import { liveNodes, recordStep, tf, type Value } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { productsInHalf } from '../../src/graph/half-products.ts';
import { jointNetwork, trainingStep } from '../support/training-step.ts';

const { step, example } = trainingStep({
  network: jointNetwork(3, 8, tf.relu as never),
  optimizer: 'adam',
  dim: 3,
  pool: 20,
  batch: 4,
});
const recorded = recordStep(step, example);
const half = productsInHalf(recorded);
const resultsOf = ({ nextState, outputs }: typeof half): Value[] => [
  ...Object.values(nextState),
  ...Object.values(outputs),
];
const nodesOf = (one: typeof half) => liveNodes(one.graph.nodes, resultsOf(one));
const isProduct = ({ op }: { op: string }) => op === 'Gemm' || op === 'MatMul';

describe('a training step with products in half precision', () => {
  const nodes = nodesOf(half);

  it('has the products of the step, all of them in float16', () => {
    const products = nodes.filter(isProduct);
    expect(products).toHaveLength(nodesOf(recorded).filter(isProduct).length);
    for (const { inputs, outputs } of products)
      expect([...inputs, ...outputs].map(({ type }) => type)).toEqual(['float16', 'float16', 'float16']);
  });

  it('computes everything else as the step does, in the same types', () => {
    const others = (one: typeof half) =>
      nodesOf(one)
        .filter((node) => !isProduct(node) && node.op !== 'Cast')
        .map(({ op, inputs, outputs }) => [op, ...[...inputs, ...outputs].map(({ type }) => type)].join());
    expect(others(half)).toEqual(others(recorded));
    expect(resultsOf(half).map(({ type, shape }) => [type, shape])).toEqual(
      resultsOf(recorded).map(({ type, shape }) => [type, shape]),
    );
  });

  it('rounds what several products read once', () => {
    const rounded = nodes.filter(
      ({ outputs }) => outputs[0].type === 'float16' && !isProduct({ op: outputs[0].producer!.op }),
    );
    expect(rounded.every(({ op }) => op === 'Cast')).toBe(true);
    expect(new Set(rounded.map(({ inputs }) => inputs[0])).size).toBe(rounded.length);
    const read = nodes.filter(isProduct).flatMap(({ inputs }) => inputs);
    expect(read.length).toBeGreaterThan(rounded.length);
  });

  it('leaves products of integers alone', () => {
    const x = { dtype: 'int32', shape: [2, 2] } as const;
    const integers = productsInHalf(
      recordStep((_, data) => ({ state: {}, outputs: { y: tf.matMul(data.x as never, data.x as never) } }), {
        state: {},
        data: { x },
        batch: {},
      }),
    );
    expect(nodesOf(integers).some(({ outputs }) => outputs.some(({ type }) => type === 'float16'))).toBe(false);
  });
});
