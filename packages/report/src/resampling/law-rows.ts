import { type CellRecord, mean } from '@minebench/core';
import { numberAt, objectAt, textAt } from '../rows/json-access.ts';
import { studyRecords } from '../rows/study-record.ts';
import { estimatorName } from '../theme/names.ts';

/** Readings of `reference-law` records that differ in their seeds alone; nats. */
export interface LawGroup {
  readonly bound: string;
  readonly mode: string;
  readonly truth: number;
  readonly batchSize: number;
  /** n' of the evaluation. */
  readonly evaluationReferences: number;
  readonly replicates: number;
  readonly lost: number;
  /** Why the first of them was. */
  readonly reason: string | null;
  /** Under the law of the training references: readings, and standard errors of them. */
  readonly own: readonly { readonly nats: number; readonly standardError: number }[];
  /** The same critics under Q. */
  readonly product: readonly number[];
  /** What papers plot. */
  readonly minibatch: readonly number[];
  /** What no critic exceeds under that law, and the standard error of its mean over replicates. */
  readonly cap: { readonly nats: number; readonly standardError: number } | null;
}

const numbers = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

/** Groups by bound, mode and truth. */
export function lawGroups(records: readonly CellRecord[]): LawGroup[] {
  const studies = studyRecords(records, 'reference-law').filter(({ truth }) => truth !== null);
  const keyOf = ({ params, truth }: (typeof studies)[number]) =>
    [objectAt(objectAt(params.estimator).bound).id, objectAt(params.references).mode, truth].join(' ');
  const keys = [...new Set(studies.map(keyOf))];
  return keys
    .map((key): LawGroup => {
      const members = studies.filter((study) => keyOf(study) === key);
      const [{ params, protocol, truth }] = members;
      const completed = members.filter(({ status }) => status === 'completed');
      const caps = members.flatMap(({ result }) => {
        const { nats, standardError } = objectAt(result.cap);
        const [value, error] = [numberAt(nats), numberAt(standardError)];
        return value === null || error === null ? [] : [{ nats: value, standardError: error }];
      });
      return {
        bound: textAt(objectAt(objectAt(params.estimator).bound).id) ?? '?',
        mode: textAt(objectAt(params.references).mode) ?? '?',
        truth: truth ?? Number.NaN,
        batchSize: numberAt(params.batchSize) ?? Number.NaN,
        evaluationReferences: numberAt(protocol.evaluationReferences) ?? Number.NaN,
        replicates: members.length,
        lost: members.length - completed.length,
        reason: members.find(({ reason }) => reason !== null)?.reason ?? null,
        own: completed.map(({ result }) => ({
          nats: numberAt(objectAt(result.evaluation).nats) ?? Number.NaN,
          standardError: numberAt(objectAt(result.evaluation).standardError) ?? Number.NaN,
        })),
        product: numbers(completed.map(({ result }) => numberAt(objectAt(objectAt(result.readouts).product).nats))),
        minibatch: numbers(completed.map(({ result }) => numberAt(result.minibatchAverage))),
        cap:
          caps.length === 0
            ? null
            : {
                nats: mean(caps.map(({ nats }) => nats)),
                standardError: Math.hypot(...caps.map(({ standardError }) => standardError)) / caps.length,
              },
      };
    })
    .sort((a, b) => a.truth - b.truth || (a.bound < b.bound ? -1 : 1) || (a.mode < b.mode ? -1 : 1));
}

/** Mean of the readings under their own law, with the standard error of reading them. */
export function ownMean({ own }: LawGroup): { readonly nats: number; readonly standardError: number } | null {
  if (own.length === 0) return null;
  return {
    nats: mean(own.map(({ nats }) => nats)),
    standardError: Math.hypot(...own.map(({ standardError }) => standardError)) / own.length,
  };
}

/** `MINE, shuffle, I = 4`. */
export const lawPlace = ({ bound, mode, truth }: LawGroup): string =>
  `${estimatorName(bound)}, ${mode}, I = ${Number(truth.toPrecision(6))}`;
