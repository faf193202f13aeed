import { resolve } from 'node:path';
import { type Choice, type ClaimResult, InputError } from '@minebench/core';
import {
  consistencyClaims,
  consistencyDefaults,
  measureConsistency,
  type ReportSummary,
  renderReport,
  selfConsistency,
} from '@minebench/report';
import {
  type ConsistencySweepOptions,
  consistencySweep,
  defineExperiment,
  distinctChoices,
  requireBatchFits,
} from '@minebench/runner';
import { choices } from '../choice-flags.ts';
import { commandLine } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { positiveInteger, workerCount } from '../numbers.ts';
import { print, printJson, say } from '../output.ts';
import { commandLineUrl, runInMemory } from '../run-in-memory.ts';

export interface ConsistencyFlags {
  readonly bound?: readonly string[];
  readonly critic?: readonly string[];
  readonly optimizer?: readonly string[];
  readonly baseline?: readonly string[];
  readonly seeds?: string;
  readonly n?: string;
  readonly batchSize?: string;
  readonly steps?: string;
  readonly engine?: string;
  readonly workers?: string;
  readonly store?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** Fewer training steps and held-out pairs than an experiment has: twelve tasks, five seeds and two estimators take minutes. */
const [usualPairs, usualBatch, usualSeeds] = [5000, 128, 5];
const protocol = { steps: 2000, selectEvery: 200, patience: 5, selectionSize: 2000, selectionReferences: 2000 };
const evaluation = { evaluationSize: 20_000, evaluationReferences: 20_000 };

/** `minebench consistency`: exit code 1 where a check fails. */
export async function consistency(flags: ConsistencyFlags): Promise<ExitCode> {
  const workers = workerCount(flags.workers);
  const baseUrl = commandLineUrl();
  const experiment = defineExperiment({
    id: 'consistency',
    title: 'Self-consistency',
    question: 'Do the estimates agree with each other as mutual information must, whatever its value is?',
    sweep: consistencySweep(await sweepOf(flags, baseUrl)),
    figures: [selfConsistency({ id: 'self-consistency' })],
    holds: consistencyClaims(),
  });
  const ended = await runInMemory(experiment, { ...flags, workers, baseUrl });
  if (typeof ended === 'number') return ended;
  const rendered = await renderReport(experiment, ended.records, {
    outDir: resolve(flags.out ?? 'reports/consistency'),
    command: commandLine('consistency', { ...flags, json: undefined, workers: undefined }),
    counts: { planned: ended.cells, missing: ended.left },
  });
  if (flags.json) {
    const { claims, page } = rendered;
    printJson({ id: experiment.id, claims, comparisons: measureConsistency(ended.records), report: page });
  } else {
    tell(rendered);
  }
  if (rendered.claims.some(({ verdict }) => verdict === 'fails')) return exitCodes.checkFailed;
  return ended.failed > 0 ? exitCodes.someCellsFailed : exitCodes.done;
}

/** The estimators that are named; MINE with a joint perceptron where none is. */
async function sweepOf(flags: ConsistencyFlags, baseUrl: string): Promise<ConsistencySweepOptions> {
  const named = async (kind: 'bound' | 'critic' | 'optimizer' | 'baseline') =>
    (await distinctChoices(kind, choices(kind, flags[kind]), baseUrl, `--${kind}`)).map(
      ({ choice }) => choice as unknown as Choice,
    );
  const [bound, critic] = [await named('bound'), await named('critic')];
  const [optimizer, baseline] = [await named('optimizer'), await named('baseline')];
  const neural = bound.length + critic.length + optimizer.length > 0 || baseline.length === 0;
  const n = positiveInteger('--n', flags.n) ?? usualPairs;
  const batchSize = positiveInteger('--batch-size', flags.batchSize) ?? Math.min(usualBatch, n);
  if (neural) requireBatchFits(batchSize, n);
  const steps = positiveInteger('--steps', flags.steps);
  return {
    ...(neural ? { bound: bound.length > 0 ? bound : ['mine'] } : {}),
    ...(critic.length > 0 ? { critic } : {}),
    ...(optimizer.length > 0 ? { optimizer } : {}),
    ...(baseline.length > 0 ? { baseline } : {}),
    n,
    ...(neural ? { batchSize } : {}),
    seeds: seedsOf(flags.seeds),
    protocol: {
      ...protocol,
      ...evaluation,
      ...(steps ? { steps, selectEvery: Math.min(protocol.selectEvery, steps) } : {}),
    },
  };
}

/** What judges a difference needs its spread. */
function seedsOf(text: string | undefined): number {
  const seeds = positiveInteger('--seeds', text) ?? usualSeeds;
  const { replicates } = consistencyDefaults;
  if (seeds >= replicates) return seeds;
  throw new InputError({
    argument: '--seeds',
    value: seeds,
    problem: 'leaves too few differences to judge by',
    remedy: `give at least ${replicates}`,
  });
}

function tell({ claims, diverged, failed, page }: ReportSummary): void {
  for (const claim of claims) describe(claim);
  if (diverged + failed > 0) say(`${diverged} diverged, ${failed} failed`);
  say(`report: ${page}`);
}

function describe({
  name,
  verdict,
  detail,
}: { readonly name: string } & Pick<ClaimResult, 'verdict' | 'detail'>): void {
  print(`${verdict.padEnd(10)}  ${name}`);
  print(`            ${detail}`);
}
