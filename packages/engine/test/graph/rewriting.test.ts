import type { ArraySpec, NamedTensors } from '@minebench/core';
import { liveNodes, recordStep, tf, type Value } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

type Outputs = (data: NamedTensors) => NamedTensors;

const specs = (shapes: Readonly<Record<string, readonly number[]>>): Record<string, ArraySpec> =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, { dtype: 'float32', shape }]));

/** What a function of x `[3, 1]` and y `[3, 4]` is recorded as: the operators that its results need, and the results. */
function record(compute: Outputs): { ops: string[]; outputs: Readonly<Record<string, Value>>; inputs: Value[] } {
  const { graph, outputs, data } = recordStep((_, tensors) => ({ state: {}, outputs: compute(tensors) }), {
    state: {},
    data: specs({ x: [3, 1], y: [3, 4] }),
    batch: {},
  });
  return {
    ops: liveNodes(graph.nodes, Object.values(outputs)).map(({ op }) => op),
    outputs,
    inputs: Object.values(data),
  };
}

const opsOf = (compute: (x: Tensor, y: Tensor) => Tensor): string[] =>
  record(({ x, y }) => ({ result: compute(x, y) })).ops;

describe('constant folding', () => {
  it('a chain of operations on constants leaves no node', () => {
    const { ops, outputs } = record(() => ({ result: tf.sum(tf.exp(tf.mul(tf.range(0, 3), tf.fill([3], 0)))) }));
    expect(ops).toEqual([]);
    expect(outputs.result.constant).toEqual(Float32Array.of(3));
  });

  it('takes lists, and gives lists', () => {
    const { ops, outputs } = record(() => {
      const [first, second] = tf.unstack(tf.stack([tf.scalar(1), tf.scalar(2)]));
      const [whole] = tf.unstack(tf.concat([tf.ones([1, 1]), tf.zeros([1, 1])], 1));
      return { first, second, whole, sum: tf.addN([first, second]) };
    });
    expect(ops).toEqual([]);
    const constants = Object.entries(outputs).map(([name, { constant }]) => [name, Array.from(constant!)]);
    expect(Object.fromEntries(constants)).toEqual({ first: [1], second: [2], whole: [1, 0], sum: [3] });
  });

  it('knows the shape of what it does not know the numbers of', () => {
    const { ops, outputs } = record(({ y }) => ({ zeros: tf.zerosLike(tf.exp(y)), ones: tf.onesLike(y) }));
    expect(ops).toEqual([]);
    expect(outputs.zeros.shape).toEqual([3, 4]);
    expect(new Set(outputs.ones.constant)).toEqual(new Set([1]));
  });

  it('keeps the element type', () => {
    const { outputs } = record(() => ({ flag: tf.greater(2, 1), number: tf.cast(tf.scalar(2.7), 'int32') }));
    expect(outputs.flag).toMatchObject({ type: 'bool', constant: Uint8Array.of(1) });
    expect(outputs.number).toMatchObject({ type: 'int32', constant: Int32Array.of(2) });
  });
});

describe('common subexpressions', () => {
  it('equal nodes are recorded once', () => {
    expect(opsOf((x, y) => tf.mul(tf.exp(tf.add(x, y)), tf.exp(tf.add(x, y))))).toEqual(['Add', 'Exp', 'Mul']);
  });

  it('equal attributes are needed', () => {
    expect(opsOf((_, y) => tf.add(tf.sum(y, 0, true), tf.sum(y, 1, true)))).toEqual(['ReduceSum', 'ReduceSum', 'Add']);
    expect(opsOf((_, y) => tf.add(tf.leakyRelu(y, 0.1), tf.leakyRelu(y, 0.2)))).toEqual([
      'LeakyRelu',
      'LeakyRelu',
      'Add',
    ]);
  });

  it('the order of operands counts', () => {
    expect(opsOf((x, y) => tf.mul(tf.sub(x, y), tf.sub(y, x)))).toEqual(['Sub', 'Sub', 'Mul']);
  });

  it('equal constants are one', () => {
    const { outputs } = record(({ y }) => ({
      a: tf.mul(y, tf.tensor1d([1, 2, 3, 4])),
      b: tf.mul(y, tf.tensor1d([1, 2, 3, 4])),
    }));
    expect(outputs.a).toBe(outputs.b);
  });

  it('a large constant that is used twice is one', () => {
    const size = 1000;
    const { graph } = recordStep(
      (_, { v }) => {
        const large = tf.tensor1d(Float32Array.from({ length: size }, (_, k) => k));
        return { state: {}, outputs: { sum: tf.add(tf.mul(v, large), tf.exp(tf.mul(v, large))) } };
      },
      { state: {}, data: specs({ v: [size] }), batch: {} },
    );
    expect(graph.nodes.map(({ op }) => op)).toEqual(['Mul', 'Exp', 'Add']);
  });

  it('does not take 0 for -0, or one NaN result for a number', () => {
    const { outputs } = record(({ x }) => ({
      plus: tf.div(1, tf.mul(x, tf.scalar(0))),
      minus: tf.div(1, tf.mul(x, tf.scalar(-0))),
      one: tf.mul(x, tf.scalar(2)),
      none: tf.mul(x, tf.scalar(Number.NaN)),
    }));
    expect(new Set(Object.values(outputs)).size).toBe(4);
    expect(Object.is(record(() => ({ zero: tf.scalar(-0) })).outputs.zero.constant![0], -0)).toBe(true);
  });

  it('does not take equal bits of different types for each other', () => {
    const { outputs } = record(() => ({
      integer: tf.scalar(0, 'int32'),
      float: tf.scalar(0),
      flag: tf.scalar(false, 'bool'),
    }));
    expect(new Set(Object.values(outputs)).size).toBe(3);
  });
});

describe('dead code', () => {
  it('is left out', () => {
    expect(
      opsOf((x, y) => {
        tf.matMul(tf.exp(y), y, false, true);
        return tf.neg(x);
      }),
    ).toEqual(['Neg']);
  });

  it('of a gradient is left out: the value that nobody reads', () => {
    expect(opsOf((x) => tf.grad((z) => tf.sum(tf.square(z)))(x))).not.toContain('ReduceSum');
  });
});

describe('neutral elements', () => {
  const vanishing: Readonly<Record<string, (y: Tensor) => Tensor>> = {
    'y + 0': (y) => tf.add(y, 0),
    '0 + y': (y) => tf.add(0, y),
    'y - 0': (y) => tf.sub(y, 0),
    'y * 1': (y) => tf.mul(y, 1),
    '1 * y': (y) => tf.mul(tf.ones([3, 4]), y),
    'y / 1': (y) => tf.div(y, tf.ones([4])),
    'y + zeros [1, 4]': (y) => tf.add(y, tf.zeros([1, 4])),
    'cast to its own type': (y) => tf.cast(y, 'float32'),
    'reshape to its own shape': (y) => tf.reshape(y, [-1, 4]),
    'transpose by the identity': (y) => tf.transpose(y, [0, 1]),
    'transpose twice through rank 3': (y) => tf.squeeze(tf.transpose(tf.expandDims(y), [1, 0, 2])),
    'slice of everything': (y) => tf.slice(y, [0, 0], [3, 4]),
    'padding by nothing': (y) =>
      tf.pad(y, [
        [0, 0],
        [0, 0],
      ]),
    'sum over an axis of length 1, restored': (y) => tf.reshape(tf.sum(tf.reshape(y, [12, 1]), 1), [3, 4]),
    'concat of one': (y) => tf.concat([y, tf.zeros([0, 4])], 0),
    'tile once': (y) => tf.tile(y, [1, 1]),
    clone: (y) => tf.clone(y),
  };

  it.each(Object.keys(vanishing))('%s is y', (name) => {
    const { ops, outputs, inputs } = record(({ y }) => ({ result: vanishing[name](y) }));
    expect(ops).toEqual([]);
    expect(outputs.result).toBe(inputs[1]);
  });

  const staying: Readonly<Record<string, (x: Tensor) => Tensor>> = {
    'x + zeros [3, 4]': (x) => tf.add(x, tf.zeros([3, 4])),
    'zeros [3, 4] + x': (x) => tf.add(tf.zeros([3, 4]), x),
    'x - zeros [2, 3, 4]': (x) => tf.sub(x, tf.zeros([2, 3, 4])),
    'x * ones [3, 4]': (x) => tf.mul(x, tf.ones([3, 4])),
    'x / ones [3, 4]': (x) => tf.div(x, tf.ones([3, 4])),
  };

  it.each(Object.keys(staying))('%s has the larger shape', (name) => {
    const { ops, outputs } = record(({ x }) => ({ result: staying[name](x) }));
    expect(ops).toHaveLength(1);
    expect(outputs.result.shape.slice(-2)).toEqual([3, 4]);
  });

  it('what is not neutral stays', () => {
    expect(opsOf((_, y) => tf.sub(0, y))).toEqual(['Sub']);
    expect(opsOf((_, y) => tf.div(1, y))).toEqual(['Div']);
    // 0 * y is not 0 where y is not finite
    expect(opsOf((_, y) => tf.mul(0, y))).toEqual(['Mul']);
  });
});

describe('moving elements', () => {
  it('a reshape of a reshape is one', () => {
    expect(opsOf((_, y) => tf.reshape(tf.reshape(tf.reshape(y, [12]), [2, 6]), [6, 2]))).toEqual(['Reshape']);
  });

  it('a reshape back is none', () => {
    expect(opsOf((_, y) => tf.reshape(tf.reshape(y, [12]), [3, 4]))).toEqual([]);
  });

  it('moving an axis of length one is a reshape', () => {
    expect(opsOf((x) => tf.transpose(x))).toEqual(['Reshape']);
    expect(opsOf((_, y) => tf.transpose(y))).toEqual(['Transpose']);
  });
});
