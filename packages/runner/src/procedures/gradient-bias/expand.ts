import {
  type CellPlan,
  combinations,
  type ExpandContext,
  mostCellsOf,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedValues,
  sweptValues,
} from '@minebench/core';
import { z } from 'zod';
import { hostPlan } from '../host.ts';
import { wholeNumber } from '../whole-number.ts';
import { CHAINS } from './measure.ts';

const FIELDS = ['scale', 'referenceSize', 'weight', 'replicates', 'dataSeed'];
const moments = 'give a number other than 0 between -1/2 and 1/2: beyond, e^t has no variance';
const scale = z
  .number(moments)
  .gt(-0.5, moments)
  .lt(0.5, moments)
  .refine((value) => value !== 0, moments);
const share = 'give a number above 0, at most 1';
const weight = z.number(share).gt(0, share).max(1, share);

/** Cells of a sweep of the `gradient-bias` procedure. */
export function expandGradientBias(sweep: SweepFields, path: string, { mostCells }: ExpandContext): CellPlan[] {
  requireKnownFields(sweep, FIELDS, path);
  requireFewCells(mostCellsOf(sweep, FIELDS), path, mostCells);
  return combinations(
    sweptValues(scale, sweep, 'scale', path),
    sweptValues(wholeNumber(1), sweep, 'referenceSize', path),
    sweptValues(weight, sweep, 'weight', path, 1),
    sweptValues(wholeNumber(2 * CHAINS), sweep, 'replicates', path, 100_000),
    seedValues(sweep, 'dataSeed', path),
  ).map(([a, referenceSize, w, replicates, dataSeed]) =>
    hostPlan('gradient-bias', { scale: a, referenceSize, weight: w, replicates }, dataSeed),
  );
}
