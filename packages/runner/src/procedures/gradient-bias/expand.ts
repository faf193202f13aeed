import {
  type CellPlan,
  combinations,
  type ExpandContext,
  mostCellsOf,
  requireFewCells,
  requireKnownFields,
  type SweepFields,
  seedValues,
} from '@minebench/core';
import { z } from 'zod';
import { HOST } from '../host.ts';
import { sweptValues, wholeNumber } from '../swept-values.ts';
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
    sweptValues(sweep, 'scale', path, scale),
    sweptValues(sweep, 'referenceSize', path, wholeNumber(1)),
    sweptValues(sweep, 'weight', path, weight, 1),
    sweptValues(sweep, 'replicates', path, wholeNumber(2 * CHAINS), 100_000),
    seedValues(sweep, 'dataSeed', path),
  ).map(([a, referenceSize, w, replicates, dataSeed]) => ({
    procedure: 'gradient-bias',
    params: { scale: a, referenceSize, weight: w, replicates },
    dataSeed,
    initSeed: 0,
    engine: HOST,
    protocol: { version: 1 },
    files: [],
  }));
}
