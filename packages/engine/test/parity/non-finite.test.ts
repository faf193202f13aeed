import type { NamedTensors } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { differences } from '../support/agreement.ts';
import { floats } from '../support/draws.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
/** 1.2e-38 is about the smallest normal number. */
const special = [nan, infinity, -infinity, 0, -0, 1e38, -1e38, 100, -100, 1.2e-38, -1.2e-38];
/** Often enough that the runtime's vector code and its remainder loop both see each of them. */
const many = floats(
  [55],
  Array.from({ length: 55 }, (_, k) => special[k % special.length]),
);

/** What becomes of non-finite numbers, of log 0 and of overflow is the same as in TensorFlow.js's CPU backend. */
const guaranteed: Readonly<Record<string, (x: Tensor) => Tensor>> = {
  abs: (x) => tf.abs(x),
  neg: (x) => tf.neg(x),
  'exp, overflow at 100': (x) => tf.exp(x),
  'log of 0 and of negative numbers': (x) => tf.log(x),
  sqrt: (x) => tf.sqrt(x),
  'reciprocal of 0': (x) => tf.reciprocal(x),
  rsqrt: (x) => tf.rsqrt(x),
  square: (x) => tf.square(x),
  floor: (x) => tf.floor(x),
  round: (x) => tf.round(x),
  log1p: (x) => tf.log1p(x),
  expm1: (x) => tf.expm1(x),
  sin: (x) => tf.sin(tf.where(tf.less(tf.abs(x), 1e30), tf.zerosLike(x), x)),
  sinh: (x) => tf.sinh(x),
  cosh: (x) => tf.cosh(x),
  tanh: (x) => tf.tanh(x),
  asinh: (x) => tf.asinh(x),
  acosh: (x) => tf.acosh(x),
  atan: (x) => tf.atan(x),
  erf: (x) => tf.erf(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  prelu: (x) => tf.prelu(x, tf.scalar(0.3)),
  step: (x) => tf.step(x),
  'step with alpha': (x) => tf.step(x, 0.3),
  clipByValue: (x) => tf.clipByValue(x, -1, 2),
  'maximum, NaN on the left': (x) => tf.maximum(x, 0.1),
  'maximum, NaN on the right': (x) => tf.maximum(0.1, x),
  minimum: (x) => tf.minimum(x, 0.1),
  'pow 0 is 1': (x) => tf.pow(x, 0),
  'pow 2': (x) => tf.pow(x, 2),
  'times 0': (x) => tf.mul(x, 0),
  'difference of infinities': (x) => tf.sub(x, x),
  greater: (x) => tf.greater(x, 0.1),
  lessEqual: (x) => tf.lessEqual(x, 0.1),
  'NaN equals nothing': (x) => tf.equal(x, x),
  notEqual: (x) => tf.notEqual(x, x),
  'cast to bool': (x) => tf.cast(x, 'bool'),
  sum: (x) => tf.sum(x),
  mean: (x) => tf.mean(x),
  prod: (x) => tf.prod(x),
  cumsum: (x) => tf.cumsum(x),
  softmax: (x) => tf.softmax(x),
  logSumExp: (x) => tf.logSumExp(x),
  matMul: (x) => tf.matMul(tf.reshape(x, [1, 55]), tf.reshape(x, [55, 1])),
  'fused matMul with relu': (x) =>
    tf.fused.matMul({ a: tf.reshape(x, [55, 1]), b: tf.ones([1, 1]), activation: 'relu' }),
  'gradient of relu': (x) => tf.grad((z) => tf.sum(tf.relu(z)))(x),
  'gradient of elu': (x) => tf.grad((z) => tf.sum(tf.elu(z)))(x),
  'gradient of softplus': (x) => tf.grad((z) => tf.sum(tf.softplus(z)))(x),
  'gradient of leakyRelu': (x) => tf.grad((z) => tf.sum(tf.leakyRelu(z)))(x),
  'gradient of log': (x) => tf.grad((z) => tf.sum(tf.log(z)))(x),
};

const data = { x: many };
const step = (_: NamedTensors, { x }: NamedTensors) => ({
  state: {},
  outputs: Object.fromEntries(Object.entries(guaranteed).map(([name, apply]) => [name, apply(x)])),
});
const run = async (id: string) => {
  const program = await engines.create(id).compile(step, { state: {}, data, batch: {} });
  const { outputs } = await program.run({}, { data, batch: {} }, 1);
  await program.dispose();
  return outputs;
};
const expected = await run('tfjs:cpu');

/**
 * Not guaranteed, and not compared: max and min along an axis, argMax and argMin of numbers with NaN among them (the runtime may pass over NaN;
 * logSumExp keeps it); NaN, infinities and numbers beyond 2^31 made int32 by a cast or floorDiv; sign of NaN (NaN here, 0 there); the sign of zeros; mod by
 * infinity; on tfjs:wasm, NaN through relu6, clipByValue, maximum and fused activations.
 */
describe.each(['ort:cpu', 'wasm:simd'])('non-finite numbers on %s', async (id) => {
  const actual = await run(id);

  it.each(Object.keys(guaranteed))('%s is as on tfjs:cpu', (name) => {
    expect(differences({ [name]: actual[name] }, { [name]: expected[name] })).toEqual([]);
  });

  it.each(['sum', 'mean', 'prod', 'logSumExp', 'relu', 'softplus', 'matMul'])('%s hands NaN on', (name) => {
    expect(actual[name].data.some(Number.isNaN)).toBe(true);
  });
});
