import { type Choice, createRegistry, type Registry, type Task } from '@minebench/core';
import { bmiSuite } from '../bmi/suite.ts';
import { additiveUniformTask } from './additive-uniform.ts';
import { bimodalTask } from './bimodal.ts';
import { cubicTask } from './cubic.ts';
import { gaussianTask } from './gaussian.ts';
import { gaussianCovarianceTask } from './gaussian-covariance.ts';
import { multinormalDenseTask } from './multinormal-dense.ts';
import { multinormalSparseTask } from './multinormal-sparse.ts';
import { studentTTask } from './student-t.ts';
import { transformedTask } from './transformed.ts';

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
  transformedTask({
    resolve: (choice, path) => tasks.resolve(choice, path),
    create: (choice, path) => tasks.create(choice, path),
  }),
  ...bmiSuite,
]);

/** A task of the registry, or an `InputError` that names what is wrong. */
export const createTask = (choice: Choice, path = 'task'): Task => tasks.create(choice, path);
