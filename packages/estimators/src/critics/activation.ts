import { tf } from '@minebench/engine';
import type { Tensor } from '@tensorflow/tfjs';
import { z } from 'zod';

const functions = {
  relu: (x: Tensor) => tf.relu(x),
  elu: (x: Tensor) => tf.elu(x),
  selu: (x: Tensor) => tf.selu(x),
  'leaky-relu': (x: Tensor) => tf.leakyRelu(x, 0.2),
  tanh: (x: Tensor) => tf.tanh(x),
  softplus: (x: Tensor) => tf.softplus(x),
} as const;

export type Activation = keyof typeof functions;

const names = Object.keys(functions) as Activation[];

export const activationSchema = z.enum(names, `use one of ${names.join(', ')}`);

/** Variance of initial weights times fan-in that keeps the layers' scale: 2 for rectifiers (He et al. 2015), 1 for saturating ones (Glorot and Bengio 2010). */
export const gain = (activation: Activation): number =>
  activation === 'tanh' || activation === 'selu' || activation === 'softplus' ? 1 : 2;

export const activate = <T extends Tensor>(activation: Activation, x: T): T => functions[activation](x) as T;
