import type { NamedArrays } from '@minebench/core';
import { expect } from 'vitest';

/** Engines agree on an output to this relative and absolute error. */
const RELATIVE = 1e-4;
const ABSOLUTE = 1e-6;

const close = (actual: number, expected: number): boolean =>
  Object.is(actual, expected) || Math.abs(actual - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected);

/** Where two sets of arrays differ, in words: by name, type and shape, and by number beyond the tolerance (integers and booleans: at all). */
export function differences(actual: NamedArrays, expected: NamedArrays): string[] {
  const names = Object.keys(expected);
  const unexpected = Object.keys(actual).filter((name) => !names.includes(name));
  return [
    ...unexpected.map((name) => `${name} is not expected`),
    ...names.flatMap((name) => {
      const [a, b] = [actual[name], expected[name]];
      if (!a) return [`${name} is missing`];
      const [typeA, typeB] = [a, b].map(({ dtype, shape }) => `${dtype} [${shape.join(', ')}]`);
      if (typeA !== typeB) return [`${name} is ${typeA}, expected ${typeB}`];
      const wrong = Array.from(b.data).findIndex((number, k) =>
        b.dtype === 'float32' ? !close(a.data[k], number) : a.data[k] !== number,
      );
      return wrong < 0 ? [] : [`${name}[${wrong}] is ${a.data[wrong]}, expected ${b.data[wrong]}`];
    }),
  ];
}

export function expectAgreement(actual: NamedArrays, expected: NamedArrays): void {
  expect(differences(actual, expected)).toEqual([]);
}
