import { resolve } from 'node:path';
import { InputError, nearest } from '@minebench/core';
import { comparisonJson, comparisonReport, type ReportSummary, renderReport } from '@minebench/report';
import { type PlannedComparison, planComparison, type RunSummary } from '@minebench/runner';
import { choices } from '../choice-flags.ts';
import { commandLine } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { positiveInteger, workerCount } from '../numbers.ts';
import { print, printJson, say } from '../output.ts';
import { commandLineUrl, runInMemory } from '../run-in-memory.ts';

export interface CompareFlags {
  readonly critic?: readonly string[];
  readonly bound?: readonly string[];
  readonly optimizer?: readonly string[];
  readonly baseline?: readonly string[];
  readonly suite: string;
  readonly task?: readonly string[];
  readonly seeds?: string;
  readonly n?: string;
  readonly batchSize?: string;
  readonly steps?: string;
  readonly equal?: string;
  readonly engine?: string;
  readonly workers?: string;
  readonly store?: string;
  readonly out?: string;
  readonly retry?: boolean;
  readonly json?: boolean;
}

const equalities = ['parameters', 'compute'] as const;

/** `minebench compare` */
export async function compare(flags: CompareFlags): Promise<ExitCode> {
  const workers = workerCount(flags.workers);
  const baseUrl = commandLineUrl();
  const comparison = await planComparison({
    critics: choices('critic', flags.critic),
    bounds: choices('bound', flags.bound),
    optimizers: choices('optimizer', flags.optimizer),
    baselines: choices('baseline', flags.baseline),
    suite: flags.suite,
    tasks: choices('task', flags.task),
    seeds: seedsOf(flags.seeds),
    n: positiveInteger('--n', flags.n),
    batchSize: positiveInteger('--batch-size', flags.batchSize),
    steps: positiveInteger('--steps', flags.steps),
    equal: equalOf(flags.equal),
    engine: flags.engine,
    baseUrl,
  });
  const { experiment } = comparison;
  for (const note of comparison.notes) say(`not equal: ${note}`);
  const ended = await runInMemory(experiment, { ...flags, workers, baseUrl });
  if (typeof ended === 'number') return ended;
  await conclude(comparison, ended, flags);
  return ended.failed > 0 ? exitCodes.someCellsFailed : exitCodes.done;
}

/** 0 and 1 are told of where it is known how many are enough. */
const seedsOf = (text: string | undefined): number | undefined =>
  text?.trim() === '0' ? 0 : positiveInteger('--seeds', text);

function equalOf(text: string | undefined): (typeof equalities)[number] | undefined {
  if (text === undefined) return undefined;
  const found = equalities.find((equality) => equality === text);
  if (found) return found;
  const [near] = nearest(text, equalities);
  throw new InputError({
    argument: '--equal',
    value: text,
    problem: 'is nothing that contestants can be made equal in',
    remedy: near ? `did you mean ${near}?` : `give ${equalities.join(' or ')}`,
  });
}

async function conclude(comparison: PlannedComparison, run: RunSummary, flags: CompareFlags): Promise<void> {
  const { experiment, tasks, contestants } = comparison;
  const report = comparisonReport(comparison, termsOf(comparison));
  const rendered = await renderReport({ ...experiment, figures: report.figures, holds: report.claims }, run.records, {
    outDir: resolve(flags.out ?? `reports/${experiment.id}`),
    command: commandOf(flags),
    counts: { planned: run.cells, missing: run.left },
    tables: report.tables(run.records),
  });
  if (flags.json) {
    const { n, batchSize, steps, equal, replicates, notes } = comparison;
    const setting = { suite: flags.task ? null : flags.suite, seeds: replicates, n, batchSize, steps, equal, notes };
    printJson({ id: experiment.id, ...setting, ...comparisonJson(report.analyse(run.records)), report: rendered.page });
    return;
  }
  print(`${contestants.length} contestants on ${tasks.length} tasks, ${comparison.replicates} seeds each\n`);
  print(report.summary(run.records));
  tell(rendered, run);
}

function tell({ claims, page }: ReportSummary, { diverged, failed }: RunSummary): void {
  print('');
  for (const { verdict, name, detail } of claims) print(`${verdict.padEnd(10)}  ${name}: ${detail}`);
  if (diverged + failed > 0) say(`${diverged} diverged, ${failed} failed: counted as losses`);
  say(`report: ${page}`);
}

/** What all contestants have in common, and what they have not. */
function termsOf({ n, batchSize, steps, equal, notes }: PlannedComparison): string[] {
  const same = `All estimate from the same ${n} training pairs; neural ones train on batches of ${batchSize}`;
  const budget =
    equal === 'compute'
      ? `for as many steps as cost what ${steps} steps of the first neural contestant cost (floating-point operations, counted on the step that is run)`
      : `for at most ${steps} steps`;
  const sizes =
    equal === 'parameters'
      ? 'Hidden widths are scaled to the parameters of the first neural contestant, task by task, within 5%.'
      : 'Parameters are not made equal; they stand in the table of contestants.';
  return [
    `${same}, ${budget}, stopped early by their own selection part.`,
    sizes,
    ...notes.map((note) => `Not equal: ${note}.`),
  ];
}

/** The command line that makes the report again. */
const commandOf = (flags: CompareFlags): string =>
  commandLine('compare', {
    ...flags,
    suite: flags.task ? undefined : flags.suite,
    json: undefined,
    workers: undefined,
    retry: undefined,
  });
