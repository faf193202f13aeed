import { tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { z } from 'zod';

const functions = {
  relu: (x: Tensor2D) => tf.relu(x),
  elu: (x: Tensor2D) => tf.elu(x),
  selu: (x: Tensor2D) => tf.selu(x),
  'leaky-relu': (x: Tensor2D) => tf.leakyRelu(x, 0.2),
  tanh: (x: Tensor2D) => tf.tanh(x),
  softplus: (x: Tensor2D) => tf.softplus(x),
} as const;

export type Activation = keyof typeof functions;

const names = Object.keys(functions) as Activation[];

export const activationSchema = z.enum(names, `use one of ${names.join(', ')}`);

/** Variance of initial weights times fan-in that keeps the layers' scale: 2 for rectifiers (He et al. 2015), 1 for saturating ones (Glorot and Bengio 2010). */
export const gain = (activation: Activation): number =>
  activation === 'tanh' || activation === 'selu' || activation === 'softplus' ? 1 : 2;

export const activate = (activation: Activation, x: Tensor2D): Tensor2D => functions[activation](x) as Tensor2D;
