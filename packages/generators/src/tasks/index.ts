import { type Choice, createRegistry, type Registry, type Task } from '@minebench/core';
import { bmiSuite } from '../bmi/suite.ts';
import { additiveUniformTask } from './additive-uniform.ts';
import { bimodalTask } from './bimodal.ts';
import { correlatedUniformTask } from './correlated-uniform.ts';
import { cubicTask } from './cubic.ts';
import { discreteTask } from './discrete.ts';
import { equitabilityTask } from './equitability.ts';
import { gammaExponentialTask } from './gamma-exponential.ts';
import { gaussianTask } from './gaussian.ts';
import { gaussianCovarianceTask } from './gaussian-covariance.ts';
import { gaussianMixtureTask } from './gaussian-mixture.ts';
import { imageChannelTask } from './image-channel.ts';
import { independenceTask } from './independence.ts';
import { independentBlocksTask } from './independent-blocks.ts';
import { markovChainTask } from './markov-chain.ts';
import { multinormalDenseTask } from './multinormal-dense.ts';
import { multinormalSparseTask } from './multinormal-sparse.ts';
import { studentTTask } from './student-t.ts';
import { symmetricChannelTask } from './symmetric-channel.ts';
import { type BaseTasks, transformedTask } from './transformed.ts';
import { xorTask } from './xor.ts';

/** The registry as tasks that are made of tasks see it: later than it is made itself. */
const registered: BaseTasks = {
  resolve: (choice, path) => tasks.resolve(choice, path),
  create: (choice, path) => tasks.create(choice, path),
};

/** Tasks by name. */
export const tasks: Registry<Task> = createRegistry<Task>('task', [
  gaussianTask,
  gaussianCovarianceTask,
  multinormalDenseTask,
  multinormalSparseTask,
  studentTTask,
  additiveUniformTask,
  bimodalTask,
  cubicTask,
  transformedTask(registered),
  equitabilityTask,
  gaussianMixtureTask,
  gammaExponentialTask,
  correlatedUniformTask,
  discreteTask,
  xorTask,
  symmetricChannelTask,
  imageChannelTask,
  independentBlocksTask(registered),
  markovChainTask,
  independenceTask,
  ...bmiSuite,
]);

/** A task of the registry, or an `InputError` that names what is wrong. */
export const createTask = (choice: Choice, path = 'task'): Task => tasks.create(choice, path);
