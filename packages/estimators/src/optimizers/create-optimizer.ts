import type { Optimizer } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Tensor1D } from '@tensorflow/tfjs';
import { z } from 'zod';
import { chain } from './chain.ts';
import { clipNorm } from './clip-norm.ts';
import { type GradientTransformation, multiplied } from './gradient-transformation.ts';
import { scaleByRate, scaleBySchedule } from './scale-by-rate.ts';
import { createSchedule, type ScheduleOptions, scheduleOptions } from './schedules/index.ts';
import { weightDecay } from './weight-decay.ts';

/** What any method can be composed with. What is left out leaves no node in the recorded step and no slot in its state. */
export interface CommonOptions {
  readonly learningRate: number;
  /** Largest Euclidean norm of a gradient. */
  readonly clipNorm?: number | undefined;
  /** Decoupled weight decay: each step takes `learningRate * weightDecay` of each parameter. */
  readonly weightDecay?: number | undefined;
  /** The learning rate's factor over the steps. */
  readonly schedule?: ScheduleOptions | undefined;
}

const positive = z.number('give a positive number').positive('give a positive number');

export const commonOptions = {
  clipNorm: positive.optional(),
  weightDecay: positive.optional(),
  schedule: scheduleOptions.optional(),
};

/** An ascending optimiser: the gradient is clipped, the method turns it into a direction, the weights decay, the learning rate scales both. */
export function createOptimizer(id: string, method: GradientTransformation, options: CommonOptions): Optimizer {
  const { learningRate, clipNorm: largest, weightDecay: decay, schedule } = options;
  const { init, update } = chain({
    ...(largest === undefined ? {} : { clip: clipNorm(largest) }),
    [id]: method,
    ...(decay === undefined ? {} : { decay: weightDecay(decay) }),
    rate:
      schedule === undefined || schedule.id === 'constant'
        ? scaleByRate(learningRate)
        : scaleBySchedule(learningRate, createSchedule(schedule)),
  });
  return {
    id,
    init,
    update(grads, state, params) {
      const next = update({ direction: grads, scale: 1 }, state, params);
      return { params: tf.add(params, multiplied(next.update)) as Tensor1D, state: next.state };
    },
  };
}
