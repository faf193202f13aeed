import type { NamedTensors } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { floats } from '../support/draws.ts';

/** Units in the last place of float32 between a number and what it should be. */
function units(found: number, exact: number): number {
  const rounded = Math.fround(exact);
  if (Object.is(found, rounded) || (Number.isNaN(found) && Number.isNaN(rounded))) return 0;
  const spacing = 2 ** Math.max(Math.floor(Math.log2(Math.abs(exact))) - 23, -149);
  return Math.abs(found - exact) / spacing;
}

async function worst(
  apply: (x: Tensor) => Tensor,
  exact: (x: number) => number,
  numbers: Float32Array,
): Promise<number> {
  const data = { x: floats([numbers.length], [...numbers]) };
  const step = (_: NamedTensors, { x }: NamedTensors) => ({ state: {}, outputs: { y: apply(x) } });
  const program = await engines.create('wasm:simd').compile(step, { state: {}, data, batch: {} });
  const { outputs } = await program.run({}, { data, batch: {} }, 1);
  return Math.max(...Array.from(outputs.y.data, (found, k) => units(found, exact(numbers[k]))));
}

const spread = (low: number, high: number, count = 20_001): Float32Array =>
  Float32Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
/** The same number of points in each power of two, subnormal numbers too. */
const magnitudes = Float32Array.from({ length: 20_001 }, (_, k) => 2 ** (-148 + (275 * k) / 20_000));

// Tables of the Cephes library state relative errors about 1.7e-7 for exp and 1e-7 for log and tanh in single precision, less than two units in the last place (6e-8 to 1.2e-7
// each); sigmoid and softplus add a quotient and a sum to an exponential or a logarithm, and an argument's rounding where it is doubled or negated.
it.each<[string, (x: Tensor) => Tensor, (x: number) => number, Float32Array, number]>([
  ['exp', (x) => tf.exp(x), Math.exp, spread(-87, 88.7), 2],
  ['exp where it is subnormal', (x) => tf.exp(x), Math.exp, spread(-104, -87), 2],
  ['log', (x) => tf.log(x), Math.log, magnitudes, 2],
  ['log near one', (x) => tf.log(x), Math.log, spread(0.9, 1.1), 2],
  ['tanh', (x) => tf.tanh(x), Math.tanh, spread(-10, 10), 3],
  ['sigmoid', (x) => tf.sigmoid(x), (x) => 1 / (1 + Math.exp(-x)), spread(-30, 30), 3],
  ['softplus', (x) => tf.softplus(x), (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), spread(-30, 30), 4],
])('%s is right to its last bits', async (_, apply, exact, numbers, allowed) => {
  expect(await worst(apply, exact, numbers)).toBeLessThanOrEqual(allowed);
});
