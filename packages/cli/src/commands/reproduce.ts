import { join, resolve } from 'node:path';
import { type ExperimentSize, InputError, suggestion } from '@minebench/core';
import { type GalleryItem, type ReportSummary, writeGallery } from '@minebench/report';
import { processesExecutor, runExperiment } from '@minebench/runner';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type FigureExperiment, figureExperiments } from '../experiment-folder.ts';
import { describeReport, reportJson, reportOn } from '../experiment-report.ts';
import { type Interrupts, listenForInterrupts } from '../interrupts.ts';
import { workerCount } from '../numbers.ts';
import { printJson, say } from '../output.ts';
import { humanView } from '../run-view.ts';
import { reportsFolder } from '../size-flag.ts';

export interface ReproduceFlags {
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly only?: readonly string[];
  readonly engine?: string;
  readonly workers?: string;
  readonly store: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** How an experiment ended. */
type Outcome =
  | { readonly id: string; readonly summary: ReportSummary }
  | { readonly id: string; readonly problem: string };

/** `minebench reproduce`: runs and reports every figure, and draws the gallery. One that cannot be run does not stop the others. */
export async function reproduce(flags: ReproduceFlags): Promise<ExitCode> {
  const size = sizeFrom(flags);
  const workers = workerCount(flags.workers);
  const figures = await figureExperiments('experiments', size);
  const chosen = choose(figures, flags.only);
  const out = flags.out ?? reportsFolder(size);
  const interrupts = listenForInterrupts();
  const outcomes: Outcome[] = [];
  try {
    for (const figure of chosen) {
      const outcome = await attempt(figure, { ...flags, workers, out }, interrupts);
      if (outcome) outcomes.push(outcome);
      if (interrupts.exitCode !== undefined) break;
    }
  } finally {
    interrupts.release();
  }
  const gallery = await writeGallery(
    resolve(out),
    figures.map((figure) => galleryItem(figure, outcomes)),
    commandOf(flags),
  );
  if (flags.json) printJson({ experiments: outcomes.map(outcomeJson), gallery });
  say(`gallery: ${gallery}`);
  if (interrupts.exitCode !== undefined) {
    say(`stopped after ${outcomes.length} of ${chosen.length} experiments; the same command goes on`);
    return interrupts.exitCode;
  }
  return exitCodeOf(outcomes);
}

function sizeFrom({ quick, full }: ReproduceFlags): ExperimentSize {
  if (quick && full)
    throw new InputError({
      argument: '--quick',
      problem: 'and --full are two sizes',
      remedy: 'give one of them, or none for the reference size',
    });
  return quick ? 'quick' : full ? 'full' : 'reference';
}

function choose(figures: readonly FigureExperiment[], only: readonly string[] | undefined): FigureExperiment[] {
  const ids = figures.map(({ id }) => id);
  for (const name of only ?? [])
    if (!ids.includes(name))
      throw new InputError({
        argument: '--only',
        value: name,
        problem: 'is no experiment of a figure',
        remedy: suggestion(name, ids),
      });
  return figures.filter(({ id }) => only === undefined || only.includes(id));
}

interface Setting {
  readonly engine?: string;
  readonly workers: number | undefined;
  readonly store: string;
  readonly out: string;
}

/** Runs and reports one experiment; undefined where it was interrupted. */
async function attempt(
  { id, file, loaded, problem }: FigureExperiment,
  { engine, workers, store, out }: Setting,
  { finish, stop }: Interrupts,
): Promise<Outcome | undefined> {
  if (!loaded) return failure(id, problem);
  const { experiment, url } = loaded;
  say(`\nfigure ${experiment.figure}: ${experiment.title}`);
  try {
    const records = resolve(store, id);
    const run = await runExperiment(experiment, {
      experimentUrl: url,
      store: records,
      executor: processesExecutor({ workers }),
      engine,
      onEvent: humanView(),
      finish,
      stop,
    });
    if (run.left > 0 && finish.aborted) return undefined;
    const summary = await reportOn(file, loaded, { store: records, out: join(out, id), engine });
    describeReport(summary);
    return { id, summary };
  } catch (error) {
    if (!(error instanceof InputError) && error instanceof Error) say(error.stack ?? '');
    return failure(id, error instanceof Error ? error.message : String(error));
  }
}

function failure(id: string, problem: string): Outcome {
  say(`failed: ${id}: ${problem}`);
  return { id, problem };
}

/** What went wrong now is told even where an older report is there. */
function galleryItem({ id, loaded, problem }: FigureExperiment, outcomes: readonly Outcome[]): GalleryItem {
  const failed = outcomes.find((outcome) => outcome.id === id && 'problem' in outcome);
  if (!loaded) return { id, title: id, question: '', problem };
  const { title, question, figure } = loaded.experiment;
  return {
    id,
    title,
    question,
    ...(figure === undefined ? {} : { figure }),
    ...(failed && 'problem' in failed ? { problem: failed.problem } : {}),
  };
}

const outcomeJson = (outcome: Outcome) =>
  'summary' in outcome
    ? reportJson(outcome.summary)
    : { id: outcome.id, claims: [], cells: 0, failed: 0, problem: outcome.problem };

/** What could not be computed goes before what did not hold. */
function exitCodeOf(outcomes: readonly Outcome[]): ExitCode {
  if (outcomes.some((outcome) => !('summary' in outcome) || outcome.summary.failed > 0 || outcome.summary.missing > 0))
    return exitCodes.someCellsFailed;
  const verdicts = outcomes.flatMap((outcome) => ('summary' in outcome ? outcome.summary.claims : []));
  return verdicts.some(({ verdict }) => verdict === 'fails') ? exitCodes.checkFailed : exitCodes.done;
}

const commandOf = ({ quick, full }: ReproduceFlags): string =>
  `minebench reproduce${quick ? ' --quick' : full ? ' --full' : ''}`;
