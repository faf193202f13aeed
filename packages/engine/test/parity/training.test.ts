import type { Engine } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { differences } from '../support/agreement.ts';
import {
  initialState,
  jointNetwork,
  separableNetwork,
  type Training,
  trainingInputs,
  trainingStep,
} from '../support/training-step.ts';

const STEPS = 50;

const activations: Readonly<Record<string, (x: Tensor2D) => Tensor2D>> = {
  relu: (x) => tf.relu(x),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
  softplus: (x) => tf.softplus(x),
};

const shapes = { dim: 3, pool: 60, batch: 16 };
const trainings: readonly (readonly [string, Training])[] = Object.entries(activations).flatMap(([name, activate]) => [
  [`joint ${name}, adam`, { ...shapes, network: jointNetwork(3, 8, activate), optimizer: 'adam' }],
  [`separable ${name}, adam`, { ...shapes, network: separableNetwork(3, 8, activate), optimizer: 'adam' }],
  [`joint ${name}, sgd`, { ...shapes, network: jointNetwork(3, 8, activate), optimizer: 'sgd' }],
]);

async function train(engine: Engine, training: Training) {
  const { step, example } = trainingStep(training);
  const program = await engine.compile(step, example);
  const { outputs } = await program.run(initialState(training), trainingInputs(training, STEPS), STEPS);
  await program.dispose();
  return outputs;
}

describe.each(trainings)('50 steps of %s', (_, training) => {
  // The bound leaves the output's bias free, and Adam turns the rounding noise of its gradient into steps: weights are not compared.
  it.each(['ort:cpu', 'wasm:simd', 'tfjs:wasm'])('%s gives the bounds and centred scores of tfjs:cpu', async (id) => {
    const [actual, expected] = [
      await train(engines.create(id), training),
      await train(engines.create('tfjs:cpu'), training),
    ];
    expect(differences(actual, expected)).toEqual([]);
    // Training happened: the bound rose.
    const { data } = expected.bound;
    const average = (part: ArrayLike<number>) => Array.from(part).reduce((sum, value) => sum + value, 0) / part.length;
    expect(average(data.slice(-10))).toBeGreaterThan(average(data.slice(0, 10)));
  });
});
