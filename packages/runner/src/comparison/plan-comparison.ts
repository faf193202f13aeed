import {
  type Cell,
  type CellPlan,
  type Choice,
  canonicalJson,
  type Experiment,
  InputError,
  type Protocol,
} from '@minebench/core';
import { createChoice, kinds } from '../experiment/choices.ts';
import { defineExperiment, type Sweep } from '../experiment/define-experiment.ts';
import { distinctChoices } from '../experiment/distinct-choices.ts';
import type { FileChoice } from '../procedures/estimate/estimate-sweep.ts';
import { estimate } from '../procedures/estimate.ts';
import { type Contestant, type ContestantChoices, contestantsOf } from './contestants.ts';
import { flopPerStep, withSteps } from './equal-compute.ts';
import { matchParameters } from './equal-parameters.ts';
import { type Dimensions, parameterCount } from './parameter-count.ts';
import { MOST_REPLICATES, replicateSeeds } from './replicate-seeds.ts';
import { requireBatchFits } from './require-batch-fits.ts';
import { findSuite } from './suites.ts';

export interface ComparisonOptions extends ContestantChoices {
  /** `small` where absent. Its regime holds for tasks of one's own too. */
  readonly suite?: string | undefined;
  /** In place of the suite's. */
  readonly tasks?: readonly (Choice | FileChoice)[] | undefined;
  /** Replicates a task; 3 where absent. */
  readonly seeds?: number | undefined;
  readonly n?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly steps?: number | undefined;
  /** What contestants are made equal in: widths scaled, or training steps. */
  readonly equal?: 'parameters' | 'compute' | undefined;
  readonly engine?: string | undefined;
  /** User files are relative to it. */
  readonly baseUrl: string;
}

/** Where a cell stands in a comparison: positions in its lists. */
export interface Place {
  readonly contestant: number;
  readonly task: number;
  readonly replicate: number;
}

export interface PlannedComparison {
  /** Without figures and claims. */
  readonly experiment: Experiment;
  readonly contestants: readonly string[];
  readonly tasks: readonly string[];
  readonly replicates: number;
  readonly n: number;
  readonly batchSize: number;
  readonly steps: number;
  readonly equal: 'parameters' | 'compute' | null;
  /** What could not be made equal, in words. */
  readonly notes: readonly string[];
  /** `undefined` of a cell that is none of the comparison's. */
  placeOf(cell: Cell): Place | undefined;
}

interface PlacedSweep {
  readonly place: Place;
  readonly sweep: Sweep;
}

interface Entrant {
  readonly contestant: Contestant;
  readonly protocol: Partial<Protocol>;
}

/** The question that a cell asks, whatever sources answer it. */
const questionOf = ({ procedure, params, dataSeed, initSeed, engine, protocol }: CellPlan | Cell): string =>
  canonicalJson({ procedure, params, dataSeed, initSeed, engine, protocol });

function requireReplicates(seeds: number): void {
  if (seeds < 2 || seeds > MOST_REPLICATES)
    throw new InputError({
      argument: '--seeds',
      value: seeds,
      problem:
        seeds < 2
          ? 'leaves no spread between replicates to judge a difference by'
          : 'is more than a task has seeds for',
      remedy: `give 2 to ${MOST_REPLICATES}; 3 where absent`,
    });
}

async function resolveTasks(choices: readonly (Choice | FileChoice)[], baseUrl: string) {
  const tasks = [];
  for (const { name, choice } of await distinctChoices('task', choices, baseUrl, '--task')) {
    const { dimX, dimY } = await createChoice(kinds.task, choice, baseUrl, '--task');
    tasks.push({ name, choice, dimensions: { dimX, dimY } });
  }
  return tasks;
}

/**
 * Contestants as they enter tasks of certain dimensions: made equal to the first of them that is neural, where that was asked for.
 * @param notes - takes what could not be made equal
 */
async function entrantsFor(
  contestants: readonly Contestant[],
  dimensions: Dimensions,
  { equal, baseUrl }: Pick<ComparisonOptions, 'equal' | 'baseUrl'>,
  { protocol, batchSize, steps }: { protocol: Partial<Protocol>; batchSize: number; steps: number },
  notes: Set<string>,
): Promise<Entrant[]> {
  const leader = contestants.find(({ chosen }) => 'bound' in chosen);
  const plain = contestants.map((contestant) => ({ contestant, protocol }));
  if (equal === undefined || leader === undefined) return plain;
  if (equal === 'parameters') {
    const target = (await parameterCount(leader, dimensions, baseUrl))!;
    const matched = [];
    for (const contestant of contestants) matched.push(await matchParameters(contestant, target, dimensions, baseUrl));
    for (const { mismatch } of matched) if (mismatch) notes.add(mismatch);
    return matched.map(({ contestant }) => ({ contestant, protocol }));
  }
  const flops = await Promise.all(
    contestants.map((contestant) => flopPerStep(contestant, dimensions, batchSize, baseUrl)),
  );
  const target = flops[contestants.indexOf(leader)]!;
  return contestants.map((contestant, index) => {
    const flop = flops[index];
    const wanted = flop === null ? steps : (steps * target) / flop;
    const rounded = Math.max(1, Math.round(wanted));
    if (Math.abs(rounded / wanted - 1) > 0.05)
      notes.add(`${contestant.name} would get ${wanted.toFixed(2)} steps for equal compute, and gets ${rounded}`);
    return { contestant, protocol: withSteps(protocol, rounded) };
  });
}

/**
 * The experiment of a comparison: every contestant on every task, replicate by replicate with the same data seed and the same initialisation seed for all.
 * @throws InputError for a name that is not known, with the nearest; an option out of its domain; fewer than two contestants or two seeds
 */
export async function planComparison(options: ComparisonOptions): Promise<PlannedComparison> {
  const { baseUrl, seeds: replicates = 3, equal, engine } = options;
  const suite = findSuite(options.suite ?? 'small');
  const { n = suite.n, batchSize = Math.min(suite.batchSize, n) } = options;
  requireBatchFits(batchSize, n);
  requireReplicates(replicates);
  const contestants = await contestantsOf(options, baseUrl);
  const own = options.tasks !== undefined && options.tasks.length > 0;
  const tasks = await resolveTasks(own ? options.tasks : await suite.tasks(), baseUrl);
  const steps = options.steps ?? suite.protocol.steps!;
  const regime = { protocol: withSteps(suite.protocol, steps), batchSize, steps };

  const notes = new Set<string>();
  const entrants = new Map<string, Entrant[]>();
  const placed: PlacedSweep[] = [];
  for (const [task, { choice, dimensions }] of tasks.entries()) {
    const size = `${dimensions.dimX} ${dimensions.dimY}`;
    const entering =
      entrants.get(size) ?? (await entrantsFor(contestants, dimensions, { equal, baseUrl }, regime, notes));
    entrants.set(size, entering);
    for (const [replicate, seed] of replicateSeeds(choice, replicates).entries())
      for (const [contestant, { contestant: chosen, protocol }] of entering.entries())
        placed.push({
          place: { contestant, task, replicate },
          sweep: {
            task: choice as unknown as Choice,
            ...(chosen.chosen as object),
            n,
            batchSize,
            dataSeed: seed,
            initSeed: seed,
            protocol,
            ...(engine === undefined ? {} : { engine }),
          },
        });
  }
  const names = contestants.map(({ name }) => name);
  const places = await placesOf(placed, names, baseUrl);
  return {
    experiment: defineExperiment({
      id: own ? 'compare-tasks' : `compare-${suite.id}`,
      title: names.length <= 3 ? names.join(', ').replace(/, ([^,]*)$/, ' and $1') : `${names.length} contestants`,
      question: `Which errs least over ${own ? `${tasks.length} chosen tasks` : `the ${suite.id} suite`}, and is the difference more than chance?`,
      sweep: placed.map(({ sweep }) => sweep),
    }),
    contestants: names,
    tasks: tasks.map(({ name }) => name),
    replicates,
    n,
    batchSize,
    steps,
    equal: equal ?? null,
    notes: [...notes],
    placeOf: (cell) => places.get(questionOf(cell)),
  };
}

/** @throws InputError where two contestants ask the same questions */
async function placesOf(
  placed: readonly PlacedSweep[],
  names: readonly string[],
  baseUrl: string,
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  for (const { place, sweep } of placed) {
    const { procedure: _, ...fields } = sweep;
    for (const plan of await estimate.expand(fields, 'sweep', { baseUrl })) {
      const question = questionOf(plan);
      const other = places.get(question);
      if (other)
        throw new InputError({
          argument: '--equal',
          value: 'parameters',
          problem: `makes one of ${names[other.contestant]} and ${names[place.contestant]}, which differ in their widths alone`,
          remedy: 'leave it out, or leave out one of the two',
        });
      places.set(question, place);
    }
  }
  return places;
}
