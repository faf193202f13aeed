import { entry, parse, type Task } from '@minebench/core';
import { z } from 'zod';
import { coordinatewise } from './coordinatewise.ts';
import type { Transform } from './transform.ts';
import { transformTask } from './transform-task.ts';

export interface AffineOptions {
  /** Not 0; 1 where absent. */
  readonly scale?: number | undefined;
  /** 0 where absent. */
  readonly offset?: number | undefined;
  /** `both` where absent. */
  readonly of?: 'x' | 'y' | 'both' | undefined;
}

const finite = 'give a finite number';
const schema = z.strictObject({
  scale: z
    .number(finite)
    .refine((scale) => scale !== 0, 'give a number other than 0')
    .default(1),
  offset: z.number(finite).default(0),
  of: z.enum(['x', 'y', 'both'], 'give x, y or both').default('both'),
});

/**
 * scale v + offset in every coordinate of X, of Y or of both: an estimator that is invariant does not notice.
 * @throws InputError where `scale` is 0, or a number is not finite
 */
export function affineTransform(options: AffineOptions): Transform {
  const { scale, offset, of } = parse(schema, options as z.output<typeof schema>, 'affine');
  const map = coordinatewise({
    apply: (value) => scale * value + offset,
    invert: (image) => (image - offset) / scale,
    increasing: scale > 0,
  });
  return {
    id: `affine(scale=${scale}, offset=${offset}, of=${of})`,
    ...(of === 'y' ? {} : { x: map }),
    ...(of === 'x' ? {} : { y: map }),
  };
}

export const affine = (task: Task, options: AffineOptions): Task => transformTask(task, affineTransform(options));

export const affineEntry = entry({
  id: 'affine',
  summary: 'scale and offset of every coordinate: nothing that an invariant estimator notices',
  options: schema,
  create: affineTransform,
});
