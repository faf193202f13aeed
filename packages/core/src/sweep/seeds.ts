import { z } from 'zod';
import { InputError } from '../errors.ts';
import { parse } from '../validation.ts';
import { combinations, type SweepFields, valuesOf } from './grid.ts';

const seed = z.int('give a non-negative integer').min(0, 'give a non-negative integer');
const count = z.int('give a positive integer').min(1, 'give a positive integer');

export interface Seeds {
  readonly dataSeed: number;
  readonly initSeed: number;
}

/** Values of one seed field; 0 where the sweep does not have it. */
export function seedValues(sweep: SweepFields, field: 'dataSeed' | 'initSeed', path: string): number[] {
  const given = valuesOf(sweep, field, path).map(({ value, path: at }) => parse(seed, value, at));
  return given.length > 0 ? given : [0];
}

/** Every combination of the two seeds, or `seeds` replicates that change both. */
export function seedGrid(sweep: SweepFields, path: string): Seeds[] {
  if (sweep.seeds === undefined)
    return combinations(seedValues(sweep, 'dataSeed', path), seedValues(sweep, 'initSeed', path)).map(
      ([dataSeed, initSeed]) => ({ dataSeed, initSeed }),
    );
  const replicates = parse(count, sweep.seeds, `${path}.seeds`);
  const both = ['dataSeed', 'initSeed'].find((field) => sweep[field] !== undefined);
  if (both)
    throw new InputError({
      argument: `${path}.seeds`,
      value: replicates,
      problem: `stands beside ${both}`,
      remedy: 'give seeds, or dataSeed and initSeed',
    });
  return Array.from({ length: replicates }, (_, k) => ({ dataSeed: k, initSeed: k }));
}
