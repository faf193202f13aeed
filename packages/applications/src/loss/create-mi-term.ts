import { type Bound, type Critic, foldIn, keyFromSeed } from '@minebench/core';
import { onHost, tf, toArrays } from '@minebench/engine';
import { ascend, createAdam, createModel, initialState, tensorContext } from '@minebench/estimators';
import type { Scalar } from '@tensorflow/tfjs';
import { informationOf } from './information-of.ts';
import type { MiTerm, MiTermOptions } from './mi-term.ts';

const adam = () => createAdam({ learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });

/** A term whose loss is `sign * weight` times the bound. */
export function createMiTerm(
  sign: 1 | -1,
  bound: Bound,
  critic: Critic,
  { dimX, dimY, optimizer = adam(), weight = 1 }: MiTermOptions,
): MiTerm {
  const modelOf = (key: ReturnType<typeof keyFromSeed>) => createModel(critic, bound, dimX, dimY, key);
  // The names and shapes of parameters, which are the same for every key.
  const model = modelOf(keyFromSeed(0));
  return {
    bound,
    critic: model.critic,
    init: (key) => onHost(() => toArrays(initialState(modelOf(foldIn(key, 'critic')), optimizer))),
    loss: (state, batch) => tf.mul(informationOf(model, state, batch), sign * weight) as Scalar,
    update: (state, batch) => ascend(model, optimizer, state, (params) => tensorContext(model, params, batch)),
  };
}
