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

/**
 * MINE with a moving average of E_Q e^t of its own, started without bias: the weight 1 - decay^k of k batches is divided out; with `fromZero` it is not, so that the first
 * gradients of the second term are 1 / (1 - decay^k) times what they should be.
 */
export const mineBound = (fromZero = false): string => `
import { bounds } from '@minebench/estimators';
import { tf } from '@minebench/engine';
const mine = bounds.create({ id: 'mine' } as any) as any;
const decay = 0.99;
const fixed = tf.customGrad((x: any) => ({ value: tf.clone(x), gradFunc: (dy: any) => tf.zerosLike(dy) }) as any) as any;
export default {
  ...mine,
  id: 'my-mine',
  initState: () => ({ average: tf.scalar(0), total: tf.scalar(0) }),
  objective({ joint, reference }: any, { average, total }: any) {
    const next = tf.add(tf.mul(average, decay), tf.mul(tf.mean(tf.exp(reference)), 1 - decay));
    const weight = tf.add(tf.mul(total, decay), 1 - decay);
    const denominator = fixed(${fromZero ? 'next' : 'tf.div(next, weight)'});
    return { value: tf.sub(tf.mean(joint), tf.div(tf.mean(tf.exp(reference)), denominator)), state: { average: next, total: weight } };
  },
};
`;

/** SMILE with a perceptron, as an estimator of the user's own; where `split` is false it stops and reads on the pairs that it trains on. */
export const smileEstimator = (split = true): string => `
import { type Estimator } from '@minebench/core';
import { engines } from '@minebench/engine';
import { bounds, createNeuralEstimator, critics, optimizers } from '@minebench/estimators';
const inner = createNeuralEstimator({
  bound: bounds.create('smile'),
  critic: critics.create({ id: 'joint-mlp', hidden: [32, 32] } as any),
  optimizer: optimizers.create({ id: 'adam', learningRate: 3e-3 } as any),
});
const estimator: Estimator = {
  id: 'my-smile', kind: 'neither',
  estimate(split: any, options, key) {
    const parts = ${split ? 'split' : '{ ...split, selection: split.train.pairs, evaluation: split.train.pairs }'};
    return inner.estimate(parts, { ...options, batchSize: 32, engine: engines.create('wasm:simd') }, key);
  },
};
export default estimator;
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
});
`;
