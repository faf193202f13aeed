import {
  type Claim,
  type Experiment,
  type ExperimentSize,
  type ExperimentSweep,
  type Figure,
  InputError,
  type Procedure,
  parse,
  type QuotedNumber,
} from '@minebench/core';
import { z } from 'zod';
import type { EstimateSweep } from '../procedures/estimate/estimate-sweep.ts';
import { estimate } from '../procedures/estimate.ts';
import { type GateDefinition, gateSchema } from './gate-schema.ts';

/** A sweep of the `estimate` procedure, or of one that it names. */
export type Sweep =
  | (EstimateSweep & { readonly procedure?: undefined })
  | { readonly procedure: Procedure; readonly [field: string]: unknown };

/** What an experiment file's default export is made from. */
export interface ExperimentDefinition {
  /** Lower-case words joined by hyphens: names the folders of records and of the report. */
  readonly id: string;
  readonly title: string;
  /** The question it answers, for the head of the report. */
  readonly question: string;
  /** What to run: fields that are a value or a list of values, every combination of which is a cell; or several such sweeps. */
  readonly sweep: Sweep | readonly Sweep[];
  /** What to run instead where less or more is asked for: `quick` within minutes, `full` what was published. `sweep` where absent. */
  readonly sizes?: {
    readonly quick?: Sweep | readonly Sweep[];
    readonly full?: Sweep | readonly Sweep[];
  };
  /** Number of the figure or figures of the literature that it reproduces, as in `4` or `2-3`: `minebench reproduce` runs it. */
  readonly figure?: string;
  /** Published numbers that stand beside ours, marked as quoted. */
  readonly quoted?: readonly QuotedNumber[];
  readonly figures?: readonly Figure[];
  /** What must hold. */
  readonly holds?: readonly Claim[];
  /** Margins and looks of `minebench check`, in place of its defaults. */
  readonly gate?: GateDefinition;
}

const text = (what: string) => z.string(`give ${what}`).min(1, `give ${what}`);
const method = (name: string) => z.custom((value) => typeof value === 'function', `give a function ${name}`);

const sweepSchema = z.record(z.string(), z.unknown(), 'give an object with the fields to sweep');

const definitionSchema = z.strictObject({
  id: text('a name').regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens'),
  title: text('a title'),
  question: text('the question that the experiment answers'),
  sweep: z.unknown(),
  sizes: z
    .strictObject(
      { quick: z.unknown().optional(), full: z.unknown().optional() },
      'give an object with quick, full or both',
    )
    .optional(),
  figure: z
    .string('give the number of a figure')
    .regex(/^\d+[a-z]?(-\d+[a-z]?)?$/, 'give a number as text, as in 4 or 2-3')
    .optional(),
  quoted: z
    .array(
      z.strictObject({
        what: text('what the number is of'),
        value: z.union([z.number(), z.string().min(1)], 'give a number or text'),
        source: text('the paper and the place in it'),
      }),
      'give a list of { what, value, source }',
    )
    .default([]),
  figures: z
    .array(z.looseObject({ id: text('a name'), draw: method('draw') }, 'give a figure'), 'give a list of figures')
    .default([]),
  holds: z
    .array(
      z.looseObject(
        {
          name: text('a name'),
          check: method('check'),
          sizes: z.array(z.enum(['quick', 'reference', 'full'], 'give quick, reference or full')).optional(),
        },
        'give a claim',
      ),
      'give a list of claims',
    )
    .default([]),
  gate: gateSchema,
});

const isProcedure = (value: unknown): value is Procedure =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Procedure).id === 'string' &&
  typeof (value as Procedure).expand === 'function' &&
  typeof (value as Procedure).run === 'function';

function readSweep(value: unknown, path: string): ExperimentSweep {
  const { procedure = estimate, ...sweep } = parse(sweepSchema, value, path);
  if (!isProcedure(procedure))
    throw new InputError({
      argument: `${path}.procedure`,
      value: procedure,
      problem: 'is no procedure',
      remedy: 'import one, as in `procedure: oracle`',
    });
  return { procedure, sweep, path };
}

function readSweeps(value: unknown, path: string): ExperimentSweep[] {
  const sweeps = Array.isArray(value)
    ? value.map((one, index) => readSweep(one, `${path}[${index}]`))
    : [readSweep(value, path)];
  if (sweeps.length === 0)
    throw new InputError({ argument: path, problem: 'is empty', remedy: 'give at least one sweep' });
  return sweeps;
}

const requireDistinct = (ids: readonly string[], path: string): void => {
  const repeated = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (repeated >= 0)
    throw new InputError({
      argument: `${path}[${repeated}]`,
      value: ids[repeated],
      problem: 'is there twice',
      remedy: 'give each its own name',
    });
};

const defined = new WeakSet<object>();

/** True for what `defineExperiment` made. */
export const isExperiment = (value: unknown): value is Experiment =>
  typeof value === 'object' && value !== null && defined.has(value);

/**
 * Checks an experiment and fills in what it leaves out. The default export of an experiment file.
 * @throws InputError with the path of the first wrong field; a sweep's own fields are checked when it is expanded
 */
export function defineExperiment(definition: ExperimentDefinition): Experiment {
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition))
    throw new InputError({
      argument: 'defineExperiment',
      value: definition,
      problem: 'is given no object',
      remedy: 'give it { id, title, question, sweep }',
    });
  const { sweep, sizes: others, figure, figures, holds, ...head } = parse(definitionSchema, definition, '');
  if (sweep === undefined)
    throw new InputError({ argument: 'sweep', problem: 'is missing', remedy: 'say what to run, as in examples' });
  const sweeps = readSweeps(sweep, 'sweep');
  const ofSize = (size: 'quick' | 'full'): ExperimentSweep[] =>
    others?.[size] === undefined ? sweeps : readSweeps(others[size], `sizes.${size}`);
  const sizes: Record<ExperimentSize, ExperimentSweep[]> = {
    quick: ofSize('quick'),
    reference: sweeps,
    full: ofSize('full'),
  };
  requireDistinct(
    figures.map((figure) => figure.id),
    'figures',
  );
  requireDistinct(
    holds.map((claim) => claim.name),
    'holds',
  );
  const experiment: Experiment = {
    ...head,
    ...(figure === undefined ? {} : { figure }),
    size: 'reference',
    sweeps,
    sizes,
    figures: figures as unknown as readonly Figure[],
    holds: holds as unknown as readonly Claim[],
  };
  defined.add(experiment);
  return experiment;
}
