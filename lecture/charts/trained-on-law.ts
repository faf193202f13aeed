import type { Records } from '../site/records.ts';
import { valueAt } from '../site/records.ts';

/** Ways to pair the rows of a batch. */
export const pairingNames: Readonly<Record<string, string>> = {
  shuffle: 'shuffled, fixed points and all',
  shift: 'shifted, no fixed point',
  derange: 'deranged, no fixed point',
};

/** A critic trained with references of one law, and what was read off it; nats. */
export interface TrainedOnLaw {
  readonly truth: number;
  readonly mode: string;
  readonly bound: string;
  readonly batchSize: number;
  readonly seed: number;
  /** On independent pairs of the law that its references had. */
  readonly law: number;
  readonly standardError: number;
  /** Whether no single reference pair carries more than a tenth of the mean of e^t there. */
  readonly reliable: boolean;
  /** Under Q. */
  readonly product: number;
  /** Mean of the last minibatches. */
  readonly minibatch: number;
  /** What no critic exceeds under its law. */
  readonly cap: number;
}

/** What `experiments/resampling.ts` recorded of critics trained with shuffled and with shifted references. */
export function trainedOnLaw(records: Records): TrainedOnLaw[] {
  const found = records.where({ procedure: 'reference-law', status: 'completed' });
  return found.rows
    .map((row): TrainedOnLaw => {
      const at = (path: string): number => {
        const value = valueAt(row, path);
        if (typeof value !== 'number') throw new Error(`reports/${records.experiment}: no ${path} in a record`);
        return value;
      };
      return {
        // of the correlation that gives them, 4 nats come back as 4.000000000000002
        truth: Number(at('result.truth.nats').toPrecision(12)),
        mode: String(valueAt(row, 'params.references.mode')),
        bound: String(valueAt(row, 'params.estimator.bound.id')),
        batchSize: at('params.batchSize'),
        seed: Number(row.dataSeed),
        law: at('result.evaluation.nats'),
        standardError: at('result.evaluation.standardError'),
        reliable: valueAt(row, 'result.evaluation.reliable') === true,
        product: at('result.readouts.product.nats'),
        minibatch: at('result.minibatchAverage'),
        cap: at('result.cap.nats'),
      };
    })
    .sort((a, b) => a.truth - b.truth || (a.bound < b.bound ? -1 : a.bound > b.bound ? 1 : a.seed - b.seed));
}
