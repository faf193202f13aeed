import { InputError, type SweepFields, valuesOf } from '@minebench/core';
import { engines } from './engines.ts';

/**
 * Ids of the engines that a sweep names in its field `engine`; `ort:cpu` where it names none.
 * @param override - takes the place of the sweep's own
 * @throws InputError for a name that is no engine's
 */
export function sweptEngines(sweep: SweepFields, path: string, override: string | undefined): string[] {
  const given = override === undefined ? valuesOf(sweep, 'engine', path) : [{ value: override, path: '--engine' }];
  const located = given.length > 0 ? given : [{ value: 'ort:cpu', path: `${path}.engine` }];
  return located.map(({ value, path: at }) => {
    if (typeof value === 'string') return engines.resolve(value, at).id;
    throw new InputError({ argument: at, value, expected: 'the name of an engine' });
  });
}
