import { type Cell, type CellRecord, canonicalJson, InputError } from '@minebench/core';
import { type Baseline, type BaselineComparison, bySeed, outcomeOf } from './baseline.ts';
import { comparisonNames, isCompared, questionOf } from './comparison-names.ts';
import type { PairedComparison } from './paired-comparison.ts';

/** Cells of an experiment beside their baseline. */
export interface MatchedBaseline {
  readonly comparisons: readonly MatchedComparison[];
  /** Seeds of every comparison. */
  readonly seeds: number;
  /** What is paired so far. */
  pair(records: readonly CellRecord[]): PairedComparison[];
  /** The comparison that a cell belongs to, and the place of its seed in the order of looks; `undefined` of a cell that is not compared. */
  placeOf(cell: Cell): { readonly comparison: MatchedComparison; readonly seed: number } | undefined;
}

export interface MatchedComparison {
  readonly task: string;
  readonly estimator: string;
  readonly before: BaselineComparison;
}

const seedText = ({ dataSeed, initSeed }: { dataSeed: number; initSeed: number }): string => `${dataSeed} ${initSeed}`;

/** What is asked for, in one line of an error. */
export interface MatchContext {
  /** Name of the baseline file. */
  readonly name: string;
  /** Commands that make it anew, and that check with another engine. */
  readonly remake: string;
  readonly checkWith: (engine: string) => string;
}

/**
 * Finds every comparison of an experiment in its baseline.
 * @param cells - all cells of the experiment
 * @param chosen - those that are checked
 * @throws InputError where the baseline is of another experiment, protocol or engine, or a cell is in only one of the two
 */
export function matchBaseline(
  baseline: Baseline,
  experiment: string,
  cells: readonly Cell[],
  chosen: readonly Cell[],
  { name, remake, checkWith }: MatchContext,
): MatchedBaseline {
  const refuse = (problem: string, remedy = `make a baseline of the experiment as it is: ${remake}`) =>
    new InputError({ argument: 'baseline', value: name, problem, remedy });
  if (baseline.experiment !== experiment)
    throw refuse(`is one of the experiment ${baseline.experiment}, not of ${experiment}`, `make one: ${remake}`);
  const names = comparisonNames(cells);
  const stored = new Map(baseline.comparisons.map((comparison) => [comparison.question, comparison]));
  const planned = new Map<string, Cell[]>();
  for (const cell of chosen.filter(isCompared))
    planned.set(questionOf(cell), [...(planned.get(questionOf(cell)) ?? []), cell]);
  if (planned.size === 0)
    throw new InputError({
      argument: 'FILE',
      value: experiment,
      problem: 'has no estimates to check',
      remedy: 'the gate compares cells of the estimate procedure',
    });
  const matched = new Map<string, MatchedComparison>();
  for (const [question, own] of planned) {
    const { task, estimator } = names.get(question)!;
    const about = `${estimator} on ${task}`;
    const before = stored.get(question);
    if (!before) throw refuse(`has no cell of ${about}`);
    const engines = [...new Set(own.map(({ engine }) => engine))];
    const other = engines.find((engine) => engine !== before.engine);
    if (other !== undefined)
      throw refuse(
        `was made with the engine ${before.engine}, and ${about} runs with ${other}`,
        `${checkWith(before.engine)}, or make one of this engine: ${remake}`,
      );
    if (own.some(({ protocol }) => canonicalJson(protocol) !== canonicalJson(before.protocol)))
      throw refuse(`has another protocol for ${about}: ${protocolChange(before, own[0])}`);
    const there = new Set(before.seeds.map(seedText));
    const lacking = own.find((cell) => !there.has(seedText(cell)));
    if (lacking)
      throw refuse(`has no cell of ${about} with dataSeed=${lacking.dataSeed}, initSeed=${lacking.initSeed}`);
    matched.set(question, { task, estimator, before });
  }
  const all = new Set(cells.filter(isCompared).map(questionOf));
  const gone = baseline.comparisons.find(({ question }) => !all.has(question));
  if (gone) throw refuse(`has cells of ${gone.estimator} on ${gone.task}, which the experiment no longer asks for`);
  const order = (question: string) => [...planned.get(question)!].sort(bySeed);
  const places = new Map(
    [...matched].flatMap(([question, comparison]) =>
      order(question).map((cell, seed) => [`${question} ${seedText(cell)}`, { comparison, seed }] as const),
    ),
  );
  const counts = [...planned.values()].map((own) => own.length);
  return {
    comparisons: [...matched.values()],
    seeds: Math.min(...counts),
    placeOf: (cell) => (isCompared(cell) ? places.get(`${questionOf(cell)} ${seedText(cell)}`) : undefined),
    pair(records) {
      const after = new Map(records.map((record) => [`${questionOf(record.cell)} ${seedText(record.cell)}`, record]));
      return [...matched].map(([question, { task, estimator, before }]) => ({
        task,
        estimator,
        pairs: order(question).map((cell) => {
          const record = after.get(`${question} ${seedText(cell)}`);
          const seed = before.seeds.find((one) => seedText(one) === seedText(cell))!;
          return { before: seed, after: record ? outcomeOf(record) : null };
        }),
      }));
    },
  };
}

/** The first number that differs, as in `steps was 500 and is 600`. */
function protocolChange({ protocol }: BaselineComparison, cell: Cell): string {
  const fields = [...new Set([...Object.keys(protocol), ...Object.keys(cell.protocol)])].sort();
  const field = fields.find((one) => JSON.stringify(protocol[one]) !== JSON.stringify(cell.protocol[one]))!;
  return `${field} was ${JSON.stringify(protocol[field]) ?? 'absent'} and is ${JSON.stringify(cell.protocol[field]) ?? 'absent'}`;
}
