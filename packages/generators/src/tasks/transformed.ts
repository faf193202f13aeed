import { type Choice, checked, type Entry, entry, InputError, type Task } from '@minebench/core';
import { z } from 'zod';
import { createTransform, transforms } from '../transforms/index.ts';
import { transformTask } from '../transforms/transform-task.ts';

/** How the task's registry reads and makes the base; handed in, because the registry holds this entry too. */
export interface BaseTasks {
  resolve(choice: Choice, path?: string): Choice;
  create(choice: Choice, path?: string): Task;
}

const name = 'give an id, or an object of id and options';
const choice = z.union([z.string(), z.looseObject({ id: z.string(name) })], name);

/** `transforms` applied to a task of the registry, the first of them first: what `spiral(normalCdf(task))` is in code. */
export function transformedTask(tasks: BaseTasks): Entry<Task> {
  const create = (options: { base: Choice; transforms: Choice[] }): Task =>
    options.transforms.reduce<Task>(
      (task, transform, k) => {
        try {
          return transformTask(task, createTransform(transform));
        } catch (error) {
          throw error instanceof InputError ? error.within(`transforms[${k}]`) : error;
        }
      },
      tasks.create(options.base, 'base'),
    );
  return entry({
    id: 'transformed',
    summary: 'a task seen through injective maps of X and Y, which keep its information',
    options: z
      .strictObject({
        base: choice,
        transforms: z.array(choice, 'give a list of transforms').min(1, 'give at least one'),
      })
      .transform((options, context) =>
        checked(context, () => {
          const resolved = {
            base: tasks.resolve(options.base, 'base'),
            transforms: options.transforms.map((chosen, k) => transforms.resolve(chosen, `transforms[${k}]`)),
          };
          // Whether the maps exist in the base's dimensions and domain is known once it is made.
          create(resolved);
          return resolved;
        }),
      ),
    create,
    example: {
      base: { id: 'multinormal-sparse', dimX: 3, dimY: 3 },
      transforms: ['normal_cdf', 'spiral'],
    },
  });
}
