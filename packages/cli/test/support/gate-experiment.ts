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
