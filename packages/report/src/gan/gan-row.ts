import type { CellRecord } from '@minebench/core';
import { numberAt, numbersAt, objectAt, textAt } from '../rows/json-access.ts';

/** What is followed along training, by the names of a `gan` record. */
export const LOOK_FIELDS = ['modes', 'highQuality', 'reverseKl', 'information'] as const;
export type LookField = (typeof LOOK_FIELDS)[number];

/** One `gan` record, flat and typed. */
export interface GanRow {
  /** Name of the distribution that was to be imitated. */
  readonly data: string;
  readonly beta: number;
  readonly dataSeed: number;
  readonly initSeed: number;
  readonly status: 'completed' | 'diverged' | 'failed';
  readonly reason: string | null;
  /** Where it diverged. */
  readonly divergedAtStep: number | null;
  readonly steps: number;
  readonly samples: number;
  readonly modesOfData: number;
  /** Points of the modes, `[modes, 2]`. */
  readonly centers: readonly number[];
  readonly final: Readonly<Record<LookField | 'informationError', number | null>>;
  readonly looks: Readonly<Record<LookField, readonly (number | null)[]>> & { readonly step: readonly number[] };
  readonly panels: readonly { readonly step: number; readonly points: readonly number[] }[];
}

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

function toGanRow({ cell, result }: CellRecord): GanRow {
  const [final, looks] = [objectAt(result.final), objectAt(result.looks)];
  const panels = Array.isArray(result.panels) ? result.panels.map(objectAt) : [];
  return {
    data: textAt(objectAt(cell.params.data).id) ?? '?',
    beta: numberAt(cell.params.beta) ?? Number.NaN,
    dataSeed: cell.dataSeed,
    initSeed: cell.initSeed,
    status: result.status,
    reason: textAt(result.reason),
    divergedAtStep: result.status === 'diverged' ? numberAt(result.step) : null,
    steps: numberAt(cell.protocol.steps) ?? 0,
    samples: numberAt(cell.protocol.samples) ?? 0,
    modesOfData: numberAt(result.modesOfData) ?? 0,
    centers: known(numbersAt(result.centers)),
    final: {
      modes: numberAt(final.modes),
      highQuality: numberAt(final.highQuality),
      reverseKl: numberAt(final.reverseKl),
      information: numberAt(final.information),
      informationError: numberAt(final.informationError),
    },
    looks: {
      step: known(numbersAt(looks.step)),
      modes: numbersAt(looks.modes),
      highQuality: numbersAt(looks.highQuality),
      reverseKl: numbersAt(looks.reverseKl),
      information: numbersAt(looks.information),
    },
    panels: panels.map(({ step, points }) => ({ step: numberAt(step) ?? 0, points: known(numbersAt(points)) })),
  };
}

/** The `gan` records as rows, by beta and seeds. */
export const toGanRows = (records: readonly CellRecord[]): GanRow[] =>
  records
    .filter(({ cell }) => cell.procedure === 'gan')
    .map(toGanRow)
    .sort((a, b) => a.beta - b.beta || a.dataSeed - b.dataSeed || a.initSeed - b.initSeed);

/** A number that a run ends with: none where it diverged or failed, whose last look is not its end. */
export const endOf = (row: GanRow, field: keyof GanRow['final']): number | null =>
  row.status === 'completed' ? row.final[field] : null;

/** Modes that a run ends with: none where it diverged or failed, which is what its generator is good for. */
export const modesOf = (row: GanRow): number => endOf(row, 'modes') ?? 0;
