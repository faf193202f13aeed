import {
  type ArraySpec,
  InputError,
  type NamedArrays,
  type NamedSpecs,
  type ProgramInputs,
  type StepExample,
} from '@minebench/core';

/** Arrays that do not have the shapes a program was compiled for are refused by name, before a runtime sees them. */
export function checkInputs(example: StepExample, state: NamedArrays, inputs: ProgramInputs, steps: number): void {
  if (!Number.isInteger(steps) || steps < 1) {
    throw new InputError({
      argument: 'steps',
      value: steps,
      problem: 'is no number of steps',
      remedy: 'run at least one',
    });
  }
  checkAll('state', example.state, state, []);
  checkAll('data', example.data, inputs.data, []);
  checkAll('batch', example.batch, inputs.batch, [steps]);
}

function checkAll(kind: string, specs: NamedSpecs, arrays: NamedArrays, lead: readonly number[]): void {
  for (const [name, spec] of Object.entries(specs)) {
    const array = arrays[name];
    const argument = `${kind}.${name}`;
    const shape = [...lead, ...spec.shape];
    if (!array)
      throw new InputError({ argument, problem: 'is missing', remedy: `pass ${describe({ ...spec, shape })}` });
    const count = shape.reduce((product, length) => product * length, 1);
    if (array.dtype !== spec.dtype || array.shape.join() !== shape.join() || array.data.length !== count) {
      throw new InputError({
        argument,
        problem: `is ${describe(array)} with ${array.data.length} numbers`,
        remedy: `the program was compiled for ${describe({ ...spec, shape })}; compile again for other shapes`,
      });
    }
  }
}

const describe = ({ dtype, shape }: ArraySpec): string => `${dtype} [${shape.join(', ')}]`;
