import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Estimator, foldIn, keyFromSeed, type Pairs, type Protocol, type Split } from '@minebench/core';
import { engines } from '@minebench/engine';
import { baselines, bounds, createNeuralEstimator, critics, optimizers } from '@minebench/estimators';
import { createReferences } from '@minebench/generators';
import { serve, timedWork } from './serve.ts';

/** Estimates by minebench, one after another. Argument: the engine's id. */
const engine = engines.create(process.argv[2]);

let pairs: Pairs | undefined;

async function load({ folder }: { folder: string }) {
  const specs = JSON.parse(readFileSync(join(folder, 'arrays.json'), 'utf8'));
  const [[count, dimX], [, dimY]] = [specs.x.shape, specs.y.shape];
  const numbers = (name: string) => new Float64Array(new Uint8Array(readFileSync(join(folder, `${name}.bin`))).buffer);
  pairs = { count, dimX, dimY, x: numbers('x'), y: numbers('y') };
  return {};
}

const part = ({ dimX, dimY, x, y }: Pairs, from: number, to: number): Pairs => ({
  count: to - from,
  dimX,
  dimY,
  x: x.subarray(from * dimX, to * dimX),
  y: y.subarray(from * dimY, to * dimY),
});

/** Seven tenths of the points train, one selects, two are evaluated once. */
function splitOf(all: Pairs): { train: Pairs; selection: Pairs; evaluation: Pairs } {
  const [first, second] = [0.7 * all.count, 0.8 * all.count].map(Math.round);
  return { train: part(all, 0, first), selection: part(all, first, second), evaluation: part(all, second, all.count) };
}

/** One small hidden layer with dropout, which a few thousand points do not overfit. */
const hidden = { hidden: [64], dropout: 0.3 };

const create = (method: string): Estimator =>
  method === 'ksg'
    ? baselines.create('ksg')
    : createNeuralEstimator({
        bound: bounds.create(method),
        critic: critics.create({ id: method === 'infonce' ? 'separable-mlp' : 'joint-mlp', ...hidden }),
        optimizer: optimizers.create({ id: 'adam', learningRate: 3e-3 }),
      });

/** Numbers as they are at the time: x and y lie in memory, everything else is counted. */
async function estimate({ method, steps, seed }: { method: string; steps: number; seed: number }) {
  if (!pairs) throw new Error('nothing is loaded');
  const parts = splitOf(pairs);
  const split: Split = { ...parts, train: { kind: 'sample', pairs: parts.train } };
  const size = (rows: number) => Math.max(rows, 20_000);
  const heldOut = ({ count }: Pairs) =>
    createReferences(
      { mode: 'replace', pool: 'sample', size: size(count), distinct: true },
      { batchSize: count, n: count },
    );
  const [selectionSize, evaluationSize] = [split.selection.count, split.evaluation.count];
  const protocol: Protocol = {
    version: 1,
    steps,
    selectEvery: Math.min(250, steps),
    patience: 8,
    selectionSize,
    evaluationSize,
    selectionReferences: size(selectionSize),
    evaluationReferences: size(evaluationSize),
    evaluationMode: 'replace',
  };
  const key = keyFromSeed(seed);
  const { value, ...time } = await timedWork(() =>
    create(method).estimate(
      split,
      {
        engine,
        protocol,
        batchSize: 256,
        references: createReferences({ mode: 'derange' }, { batchSize: 256, n: parts.train.count }),
        selectionReferences: heldOut(split.selection),
        evaluationReferences: heldOut(split.evaluation),
        initKey: foldIn(key, 'init'),
      },
      foldIn(key, 'training'),
    ),
  );
  if (value.status !== 'completed') throw new Error(`${value.status}: ${value.reason}`);
  return { ...time, nats: value.evaluation.nats, stepsRun: value.stepsRun ?? 0 };
}

await serve({ version: '', device: 'cpu' }, { load, estimate });
