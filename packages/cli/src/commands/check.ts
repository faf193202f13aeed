import { relative, resolve } from 'node:path';
import { type CellRecord, type Gate, InputError } from '@minebench/core';
import {
  decodeBaseline,
  errorDistributions,
  type GateFinding,
  gateClaims,
  gateJson,
  gateMarkdown,
  gateText,
  gateVerdict,
  judgeGate,
  judgeSpeed,
  junitXml,
  matchBaseline,
  renderReport,
} from '@minebench/report';
import { CALIBRATION_KERNEL, planExperiment, processesExecutor, runExperiment, selectCells } from '@minebench/runner';
import { commandLine } from '../command-line.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { openExperiment, storeOf } from '../experiment-file.ts';
import { listenForInterrupts } from '../interrupts.ts';
import { workerCount } from '../numbers.ts';
import { print, printJson, say } from '../output.ts';
import { humanView } from '../run-view.ts';
import { speedReadings } from '../speed-readings.ts';
import { writeTextFile } from '../text-file.ts';
import { baselineCommand, readText } from './baseline.ts';

export interface CheckFlags {
  readonly baseline: string;
  readonly engine?: string;
  readonly workers?: string;
  readonly store?: string;
  readonly only?: string;
  readonly unresolved?: string;
  readonly markdown?: string;
  readonly junit?: string;
  readonly report?: string;
  readonly json?: boolean;
  /** False: times are not measured. */
  readonly speed?: boolean;
}

/** `minebench check FILE --baseline B`: exit code 1 where accuracy got worse. */
export async function check(file: string, flags: CheckFlags): Promise<ExitCode> {
  const workers = workerCount(flags.workers);
  const { experiment, url } = await openExperiment(file);
  const gate: Gate = { ...experiment.gate!, ...unresolvedOf(flags.unresolved) };
  const remake = baselineCommand(file, { engine: flags.engine, out: flags.baseline });
  const stored = decodeBaseline(readText(flags.baseline, `make it: ${remake}`), flags.baseline, remake);
  const checkWith = (others: Readonly<Record<string, string | undefined>>): string =>
    commandLine(`check ${relative(process.cwd(), resolve(file))}`, others);
  if (stored.kernel !== null && stored.kernel !== CALIBRATION_KERNEL && flags.speed !== false)
    throw new InputError({
      argument: 'baseline',
      value: flags.baseline,
      problem: `measured times in another calibration kernel (${stored.kernel})`,
      remedy: `leave them out with --no-speed, or make it anew: ${remake}`,
    });
  const planned = await planExperiment(experiment, { experimentUrl: url, engine: flags.engine });
  const chosen = flags.only === undefined ? planned : selectCells(planned, flags.only);
  const matched = matchBaseline(
    stored,
    experiment.id,
    planned.map(({ cell }) => cell),
    chosen.map(({ cell }) => cell),
    {
      name: flags.baseline,
      remake,
      checkWith: (engine) => checkWith({ baseline: flags.baseline, engine }),
    },
  );
  const looks = looksOf(gate, matched.seeds);
  const interrupts = listenForInterrupts();
  const records = new Map<string, CellRecord>();
  try {
    let judgement = judgeGate(matched.pair([]), gate, looks);
    while (judgement.wanted.size > 0) {
      const { wanted } = judgement;
      const run = await runExperiment(experiment, {
        experimentUrl: url,
        store: storeOf(experiment, flags.store),
        executor: processesExecutor({ workers }),
        engine: flags.engine,
        only: flags.only,
        select: (cell) => {
          const place = matched.placeOf(cell);
          return place !== undefined && place.seed < (wanted.get(place.comparison.estimator) ?? 0);
        },
        onEvent: humanView(),
        finish: interrupts.finish,
        stop: interrupts.stop,
      });
      if (run.left > 0) {
        say(`stopped with ${run.left} of ${run.cells} cells left; the same command goes on`);
        return interrupts.exitCode ?? exitCodes.someCellsFailed;
      }
      for (const record of run.records) records.set(JSON.stringify(record.cell), record);
      judgement = judgeGate(matched.pair([...records.values()]), gate, looks);
    }
    const estimators = new Set(matched.comparisons.map(({ estimator }) => estimator));
    const times =
      stored.kernel === null || flags.speed === false
        ? []
        : judgeSpeed(stored.speed, await speedReadings(planned, estimators, url), gate);
    const findings = [...judgement.findings, ...times];
    if (flags.report !== undefined) {
      const seen = [...records.values()];
      const claims = gateClaims(findings, gate);
      const { page } = await renderReport(
        {
          ...experiment,
          figures: [errorDistributions(matched.pair(seen), gate), ...experiment.figures],
          holds: claims,
        },
        seen,
        {
          outDir: resolve(flags.report),
          command: checkWith({
            baseline: flags.baseline,
            engine: flags.engine,
            only: flags.only,
            report: flags.report,
          }),
          counts: { planned: seen.length, missing: 0 },
        },
      );
      say(`report: ${page}`);
    }
    return await conclude(experiment.id, findings, gate, flags);
  } finally {
    interrupts.release();
  }
}

async function conclude(
  id: string,
  findings: readonly GateFinding[],
  gate: Gate,
  flags: CheckFlags,
): Promise<ExitCode> {
  if (flags.markdown) await writeTextFile(resolve(flags.markdown), '--markdown', gateMarkdown(findings, gate));
  if (flags.junit) await writeTextFile(resolve(flags.junit), '--junit', junitXml(id, findings, gate));
  if (flags.json) printJson(gateJson(id, findings, gate));
  else print(gateText(findings));
  return gateVerdict(findings, gate) === 'fails' ? exitCodes.checkFailed : exitCodes.done;
}

/** @throws InputError where looks ask for more seeds than there are */
function looksOf({ looks }: Gate, seeds: number): readonly number[] {
  if (seeds < 2)
    throw new InputError({
      argument: 'sweep.seeds',
      value: seeds,
      problem: 'leaves no spread to judge a difference by',
      remedy: 'give at least 2, better 6',
    });
  if (looks === undefined) return [...new Set([Math.max(2, Math.ceil(seeds / 2)), seeds])];
  const last = looks[looks.length - 1];
  if (last > seeds)
    throw new InputError({
      argument: 'gate.looks',
      value: looks,
      problem: `asks for ${last} seeds, and the sweep has ${seeds}`,
      remedy: `raise its seeds or end the looks at ${seeds}`,
    });
  return looks;
}

function unresolvedOf(text: string | undefined): Partial<Gate> {
  if (text === undefined) return {};
  if (text === 'pass' || text === 'fail') return { unresolved: text };
  throw new InputError({
    argument: '--unresolved',
    value: text,
    problem: 'is neither pass nor fail',
    remedy: 'give pass or fail',
  });
}
