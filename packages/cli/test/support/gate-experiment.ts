/** A bound that reads Donsker-Varadhan; with `forgotten` its log is left out. */
export const dvBound = (forgotten = false): string => `
import type { PairBound } from '@minebench/core';
import { tf } from '@minebench/engine';
const value = ({ joint, reference }: any) => tf.sub(tf.mean(joint), ${forgotten ? 'tf.mean(tf.exp(reference))' : 'tf.log(tf.mean(tf.exp(reference)))'}) as any;
const bound: PairBound = {
  id: 'my-dv', kind: 'lower', references: 'pairs',
  initState: () => ({}),
  objective: (context: any) => ({ value: value(context), state: {} }),
  estimate: value,
  atOptimum: (logRatio: any) => ({ scores: logRatio }),
} as any;
export default bound;
`;

/** A bound that reads Donsker-Varadhan and trains with MINE's moving average, of decay 0.99: begun with the first batch, or at zero as several public implementations have it. */
export const mineBound = ({ start }: { readonly start: 'first batch' | 'zero' } = { start: 'first batch' }): string => `
import { tf } from '@minebench/engine';
const logMean = (t: any) => tf.log(tf.mean(tf.exp(t)));
const bound = {
  id: 'my-mine', kind: 'lower', references: 'pairs',
  initState: () => ({ average: tf.scalar(0), steps: tf.scalar(0) }),
  objective({ joint, reference }: any, { average, steps }: any) {
    const batch = tf.mean(tf.exp(reference));
    const moved = tf.add(tf.mul(average, 0.99), tf.mul(batch, 0.01));
    const next = ${start === 'zero' ? 'moved' : 'tf.where(tf.equal(steps, 0), batch, moved)'};
    // The denominator is a number to the gradient.
    const held = tf.customGrad((value: any) => ({ value, gradFunc: (dy: any) => tf.zerosLike(dy) }) as any)(next as any);
    const value = tf.sub(tf.mean(joint), tf.mean(tf.div(tf.exp(reference), held)));
    return { value, state: { average: held, steps: tf.add(steps, 1) } };
  },
  estimate: ({ joint, reference }: any) => tf.sub(tf.mean(joint), logMean(reference)),
  atOptimum: (logRatio: any) => ({ scores: logRatio }),
};
export default bound as any;
`;

/** Student's t in 1 + 1 dimensions with 2 degrees of freedom, seen through asinh; with a scale that is squared, not what its information says. */
export const studentTask = (scale: 'root' | 'squared' = 'root'): string => `
import { createStream, foldIn, nextGamma, type Task } from '@minebench/core';
import { studentT } from '@minebench/generators';
const task: Task = {
  id: 'my-student', dimX: 1, dimY: 1, mi: studentT({ dimX: 1, dimY: 1, df: 2 }).mi,
  sample(count, key) {
    const [normal, gamma] = [createStream(foldIn(key, 'normal')), createStream(foldIn(key, 'gamma'))];
    const [x, y] = [new Float64Array(count), new Float64Array(count)];
    normal.fillNormal(x);
    normal.fillNormal(y);
    for (let row = 0; row < count; row++) {
      const factor = nextGamma(gamma, 1) ** ${scale === 'root' ? -0.5 : -2};
      x[row] = Math.asinh(x[row] * factor);
      y[row] = Math.asinh(y[row] * factor);
    }
    return { count, dimX: 1, dimY: 1, x, y };
  },
};
export default task;
`;

/** A Gaussian pair; with the fault its held-out parts are the training sample of 100 pairs again and again. */
export const heldOutTask = (heldOut: 'fresh draws' | 'the training sample' = 'fresh draws'): string => `
import type { Pairs, Task } from '@minebench/core';
import { gaussian } from '@minebench/generators';
const clean = gaussian({ dimension: 3, mi: 0.5 });
let training: Pairs;
const repeat = (values: Float64Array, length: number) => Float64Array.from({ length }, (_, index) => values[index % values.length]);
const task: Task = {
  id: 'my-gaussian', dimX: 3, dimY: 3, mi: clean.mi,
  sample(count, key) {
    if (count === 100) return (training = clean.sample(count, key));
    ${
      heldOut === 'fresh draws'
        ? 'return clean.sample(count, key);'
        : 'return { ...training, count, x: repeat(training.x, 3 * count), y: repeat(training.y, 3 * count) };'
    }
  },
};
export default task;
`;

/** What the experiment of the gate's tests leaves open: code of procedures that wrap estimates, and members of the sweep. */
export interface GateExperiment {
  readonly sweep?: string;
  /** Further sweeps, which may spread the first, `sweep`. */
  readonly more?: readonly string[];
  /** Body of the procedure's \`run\`, given \`cell\` and \`context\`. */
  readonly run?: string;
}

export const gateExperiment = ({
  sweep: members = '',
  more = [],
  run = 'return estimate.run(cell, context);',
}: GateExperiment = {}) => `
import { defineExperiment, estimate } from '@minebench/runner';
const procedure = { ...estimate, sources: undefined, run: async (cell: any, context: any) => { ${run} } };
delete (procedure as any).sources;
const sweep = {
    procedure: procedure as any,
    task: ['1v1-normal-0.75', { id: 'gaussian', dimension: 2, mi: 2 }],
    n: 400, batchSize: 64, critic: { id: 'joint-mlp', hidden: [16] }, optimizer: { id: 'adam', learningRate: 0.01 },
    seeds: 6,
    protocol: { steps: 300, selectEvery: 300, patience: 3, selectionSize: 500, selectionReferences: 500, evaluationSize: 3000, evaluationReferences: 3000 },
    ${members}
} as any;
export default defineExperiment({
  id: 'my-gate', title: 'Gate', question: 'Worse?',
  sweep: [${['sweep', ...more].join(', ')}],
  gate: { margins: { bias: 0.1, standardDeviation: 0.2, failureRate: 0.3 } },
});
`;
