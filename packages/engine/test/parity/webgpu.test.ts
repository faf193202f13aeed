import type { NamedArrays } from '@minebench/core';
import { engines, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { differences } from '../support/agreement.ts';
import {
  initialState,
  jointNetwork,
  separableNetwork,
  type Training,
  trainingInputs,
  trainingStep,
} from '../support/training-step.ts';
import { noWebgpu } from './webgpu-device.ts';

const STEPS = 20;
const shapes = { dim: 3, pool: 60, batch: 16 } as const;
const relu = (x: Tensor2D) => tf.relu(x) as Tensor2D;
const trainings: readonly (readonly [string, Training])[] = [
  // Shaders have exponentials of fewer digits, which Adam's first steps would turn into steps of the joint critic.
  ['joint', { ...shapes, network: jointNetwork(3, 8, relu), optimizer: 'sgd' }],
  ['separable', { ...shapes, network: separableNetwork(3, 8, relu), optimizer: 'adam' }],
];

/** Two calls, the second from the state of the first, with data that stays on the device and then with other data. */
async function train(id: string, training: Training): Promise<NamedArrays> {
  const { step, example } = trainingStep(training);
  const program = await engines.create(id).compile(step, example);
  const inputs = trainingInputs(training, STEPS);
  const first = await program.run(initialState(training), inputs, STEPS);
  const second = await program.run(first.state, inputs, STEPS);
  const turned = Object.fromEntries(
    Object.entries(inputs.data).map(([name, array]) => [name, { ...array, data: array.data.map((value) => -value) }]),
  );
  const third = await program.run(second.state, { ...inputs, data: turned as NamedArrays }, STEPS);
  await program.dispose();
  return Object.fromEntries(
    [first, second, third].flatMap(({ outputs }, k) =>
      Object.entries(outputs).map(([name, array]) => [`${name} of call ${k}`, array]),
    ),
  );
}

const missing = await noWebgpu('ort:webgpu');
if (missing) it.skip(`training on WebGPU (${missing})`);
else
  it.each(trainings)(
    'ort:webgpu: 60 steps of a %s critic give the bounds and centred scores of tfjs:cpu',
    async (_, one) => {
      expect(differences(await train('ort:webgpu', one), await train('tfjs:cpu', one))).toEqual([]);
    },
  );
