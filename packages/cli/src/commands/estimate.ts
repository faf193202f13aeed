import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { estimateOwnData, type OwnDataEvent, type OwnDataResult } from '@minebench/runner';
import { type ChoiceArgument, parseChoiceArgument } from '../choice-argument.ts';
import { choices } from '../choice-flags.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { nonNegativeInteger, positiveInteger } from '../numbers.ts';
import { drawOver, isWatched, print, printJson, say } from '../output.ts';

export interface EstimateFlags {
  readonly x?: string;
  readonly y?: string;
  readonly estimator?: readonly string[];
  readonly critic?: string;
  readonly optimizer?: string;
  readonly rank?: boolean;
  readonly header: boolean;
  readonly seed: string;
  readonly steps: string;
  readonly permutations: string;
  readonly engine: string;
  readonly out?: string;
  readonly report: boolean;
  readonly json?: boolean;
}

const estimatorArgument: ChoiceArgument = {
  argument: '--estimator',
  noun: 'estimator',
  examples: 'mine, ksg:k=5 or ./my-bound.ts',
  files: true,
};

/** An option of all neural estimators, where it is given. */
const choiceOf = (kind: 'critic' | 'optimizer', text: string | undefined) =>
  text === undefined ? {} : { [kind]: choices(kind, [text])[0] };

/** `minebench estimate DATA --x COLUMNS --y COLUMNS`: mutual information of columns of the user's own file. */
export async function estimate(file: string, flags: EstimateFlags): Promise<ExitCode> {
  const { x, y, estimator, critic, optimizer, rank, header, engine } = flags;
  const result = await estimateOwnData(file, {
    ...(x === undefined ? {} : { x }),
    ...(y === undefined ? {} : { y }),
    ...(estimator ? { estimators: estimator.map((text) => parseChoiceArgument(text, estimatorArgument)) } : {}),
    ...choiceOf('critic', critic),
    ...choiceOf('optimizer', optimizer),
    ...(rank ? { rank } : {}),
    header,
    engine,
    seed: nonNegativeInteger('--seed', flags.seed),
    steps: positiveInteger('--steps', flags.steps)!,
    permutations: nonNegativeInteger('--permutations', flags.permutations),
    // Files of the user's are named from where the command is typed.
    baseUrl: pathToFileURL(resolve('minebench')).href,
    onEvent: tell,
  });
  if (isWatched()) drawOver('');
  const { ownDataText, renderOwnData } = await import('@minebench/report');
  const view = { ...result, file: basename(file), command: commandOf(file, flags) };
  if (flags.json) printJson(jsonOf(result));
  else print(ownDataText(view));
  if (flags.report) {
    const folder = flags.out ?? join('reports', `estimate-${basename(file, extname(file))}`);
    say(`report: ${await renderOwnData(view, folder)}`);
  }
  return result.estimates.some(({ status }) => status === 'completed') ? exitCodes.done : exitCodes.someCellsFailed;
}

/** One line that is drawn over where a person watches, a line an estimator elsewhere. */
function tell(event: OwnDataEvent): void {
  if (event.event === 'read') {
    progress(`${event.rows} rows of ${event.dimX} + ${event.dimY} columns`);
  } else if (event.event === 'started') {
    progress(`${event.index + 1}/${event.of} ${event.estimator}`);
  } else if (event.event === 'steps' && isWatched()) {
    drawOver(`${event.estimator}: ${event.done} of at most ${event.steps} steps`);
  }
}

const progress = (text: string): void => (isWatched() ? drawOver(text) : say(text));

/** What `--json` prints: everything but the training curves, which are in the report's estimates.json. */
function jsonOf({ estimates, ...result }: OwnDataResult): object {
  const { rows, dimX, dimY, warnings, ...rest } = result;
  const brief = estimates.map(({ minibatch: _, selection: __, ...estimate }) => estimate);
  return { rows, dimX, dimY, estimates: brief, warnings, ...rest };
}

const quoted = (text: string): string => (/^[\w./:=,@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The command that makes the report again. The file stands without its folder: a report travels, and says nothing of the machine. */
function commandOf(file: string, flags: EstimateFlags): string {
  const given = (name: string, value: string | undefined) => (value === undefined ? [] : [name, quoted(value)]);
  return [
    'minebench estimate',
    quoted(basename(file)),
    ...given('--x', flags.x),
    ...given('--y', flags.y),
    ...(flags.estimator ?? []).flatMap((text) => given('--estimator', text)),
    ...given('--critic', flags.critic),
    ...given('--optimizer', flags.optimizer),
    ...(flags.rank ? ['--rank'] : []),
    ...(flags.header ? [] : ['--no-header']),
    ...given('--seed', flags.seed),
    ...given('--steps', flags.steps),
    ...given('--permutations', flags.permutations),
    ...given('--engine', flags.engine),
  ].join(' ');
}
