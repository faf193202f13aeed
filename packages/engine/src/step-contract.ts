import type { ArraySpec, NamedTensors, Step, StepExample } from '@minebench/core';
import { sameShape } from './graph/graph.ts';
import { StepError } from './step-error.ts';

const describe = ({ dtype, shape }: ArraySpec): string => `${dtype} [${shape.join(', ')}]`;

/**
 * Calls a step and holds it to its contract: it returns at once, and the next state has the names, shapes and types of the state.
 *
 * @throws StepError
 */
export function callStep(
  step: Step,
  example: StepExample,
  subject: string,
  state: NamedTensors,
  data: NamedTensors,
  batch: NamedTensors,
): ReturnType<Step> {
  const result: unknown = step(state, data, batch);
  if (result instanceof Promise) {
    // Nobody will wait for it, and it may well fail once its tensors are gone: that must not end the process.
    result.catch(() => {});
    throw new StepError(`${subject} is asynchronous; a step must return its results at once`);
  }
  const { state: next, outputs } = result as ReturnType<Step>;
  for (const [name, spec] of Object.entries(example.state)) {
    const value = next[name];
    if (!value)
      throw new StepError(`${subject} gives no next value for the state ${name}; return it beside the others`);
    if (!sameShape(value.shape, spec.shape) || value.dtype !== spec.dtype) {
      throw new StepError(
        `${subject} turns the state ${name} from ${describe(spec)} into ${describe(value as ArraySpec)}; a state keeps its shape and type`,
      );
    }
  }
  return { state: Object.fromEntries(Object.keys(example.state).map((name) => [name, next[name]])), outputs };
}
