import { type Choice, createRegistry, type Task } from '@minebench/core';
import { gaussianTask } from './gaussian.ts';
import { gaussianCovarianceTask } from './gaussian-covariance.ts';

/** Tasks by name. */
export const tasks = createRegistry<Task>('task', [gaussianTask, gaussianCovarianceTask]);

/** A task of the registry, or an `InputError` that names what is wrong. */
export const createTask = (choice: Choice, path = 'task'): Task => tasks.create(choice, path);
