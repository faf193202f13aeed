import { type CellPlan, InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { estimate } from '../../src/index.ts';

const expand = async (sweep: object, context: { engine?: string } = {}): Promise<readonly CellPlan[]> =>
  estimate.expand(sweep as never, 'sweep', { baseUrl: import.meta.url, ...context });

const base = { task: 'gaussian', rho: 0.5, n: 400, bound: 'dv' };

const task = (plan: CellPlan) => plan.params.task as Record<string, unknown>;
const estimator = (plan: CellPlan) => plan.params.estimator as Record<string, Record<string, unknown>>;

describe('a sweep of estimates', () => {
  it('is complete: every default is part of the cell', async () => {
    const [plan, ...others] = await expand(base);
    expect(others).toEqual([]);
    expect(plan).toMatchObject({
      procedure: 'estimate',
      params: {
        task: { id: 'gaussian', dimension: 1, rho: 0.5 },
        estimator: {
          kind: 'neural',
          bound: { id: 'dv' },
          critic: { id: 'joint-mlp', hidden: expect.any(Array), activation: expect.any(String) },
          optimizer: { id: 'adam', learningRate: expect.any(Number), beta1: 0.9 },
          readouts: [],
        },
        n: 400,
        batchSize: 128,
        references: { mode: 'derange', pool: 'batch', size: 128 },
      },
      dataSeed: 0,
      initSeed: 0,
      engine: 'ort:cpu',
      protocol: { version: 1, steps: expect.any(Number), evaluationMode: 'fresh' },
      files: [],
    });
  });

  it('is the product of its lists', async () => {
    const plans = await expand({
      ...base,
      rho: [0, 0.5, 0.9],
      dimension: [1, 2],
      batchSize: [32, 64],
      bound: ['dv', { id: 'mine', decay: 0.9 }],
      critic: [{ id: 'joint-mlp', hidden: [8] }, 'separable-mlp'],
      dataSeed: [0, 1, 2],
      initSeed: [5, 6],
    });
    expect(plans).toHaveLength(3 * 2 * 2 * 2 * 2 * 3 * 2);
    const distinct = new Set(plans.map((plan) => JSON.stringify(plan)));
    expect(distinct.size).toBe(plans.length);
    expect(new Set(plans.map((plan) => estimator(plan).bound.decay))).toEqual(new Set([undefined, 0.9]));
  });

  it('takes the mutual information in place of the correlation', async () => {
    const { rho: _, ...rest } = base;
    const plans = await expand({ ...rest, mi: [1, 2], dimension: 20 });
    expect(plans.map((plan) => task(plan))).toEqual([
      { id: 'gaussian', dimension: 20, mi: 1 },
      { id: 'gaussian', dimension: 20, mi: 2 },
    ]);
  });

  it('gives baselines neither weights nor batches nor an engine: what differs in those alone is one cell', async () => {
    const plans = await expand({
      ...base,
      bound: undefined,
      baseline: { id: 'ksg', k: 5 },
      batchSize: [32, 64],
      initSeed: [0, 1],
    });
    expect(new Set(plans.map((plan) => JSON.stringify(plan))).size).toBe(1);
    expect(plans[0].params).toEqual({
      task: { id: 'gaussian', dimension: 1, rho: 0.5 },
      estimator: expect.objectContaining({ kind: 'baseline', id: 'ksg', k: 5 }),
      n: 400,
    });
    expect(plans[0]).toMatchObject({ engine: 'host', initSeed: 0 });
  });

  it('counts replicates by seeds: replicate k has both seeds k', async () => {
    const plans = await expand({ ...base, seeds: 3 });
    expect(plans.map(({ dataSeed, initSeed }) => [dataSeed, initSeed])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });

  it('runs on the engine of the command line where one is named there', async () => {
    const plans = await expand({ ...base, engine: ['ort:cpu', 'tfjs:wasm'] }, { engine: 'tfjs:cpu' });
    expect(plans.map(({ engine }) => engine)).toEqual(['tfjs:cpu']);
  });

  it("n' is free of b where references come from the sample", async () => {
    const [plan] = await expand({ ...base, batchSize: 32, references: 'replace', referenceSize: 2000 });
    expect(plan.params.references).toEqual({ mode: 'replace', pool: 'sample', size: 2000 });
  });

  it('trains on fresh draws with fresh references', async () => {
    const [plan] = await expand({ ...base, n: 'fresh', references: { mode: 'fresh', size: 300 } });
    expect(plan.params).toMatchObject({ n: 'fresh', references: { mode: 'fresh', size: 300 } });
  });

  it('keeps readouts together, in order', async () => {
    const [plan, ...others] = await expand({ ...base, readouts: ['dv', 'mine-f'] });
    expect(others).toEqual([]);
    expect(estimator(plan).readouts).toEqual(['dv', 'mine-f']);
  });

  it.each([
    [{ ...base, taks: 'gaussian' }, 'sweep.taks is no known field; did you mean task?'],
    [{ ...base, batchsize: 3 }, 'sweep.batchsize is no known field; did you mean batchSize?'],
    [{ ...base, task: undefined }, 'sweep.task is missing'],
    [{ ...base, task: 'gausian' }, 'sweep.task "gausian" is no known task; did you mean gaussian?'],
    [{ ...base, task: ['gaussian', 7] }, 'sweep.task[1] 7 is no choice of a task'],
    [{ ...base, task: { dimension: 2 } }, 'is no choice of a task'],
    [{ ...base, rho: [0, 0.5, 1] }, 'sweep.rho[2]: expected a number between -1 and 1, both excluded, got 1'],
    [{ ...base, rho: -1.5 }, 'sweep.rho: expected'],
    [{ ...base, rho: Number.NaN }, 'sweep.rho: expected'],
    [{ ...base, rho: '0.5' }, 'sweep.rho: expected'],
    [{ ...base, mi: 1 }, 'rho and mi'],
    [{ ...base, rho: undefined }, 'rho and mi'],
    [{ ...base, task: { id: 'gaussian', rho: 0.3 } }, 'sweep.rho 0.5 is given as sweep.task.rho too'],
    [{ ...base, dimension: 0 }, 'sweep.dimension: expected a positive whole number, got 0'],
    [
      { ...base, dimension: 1e9 },
      'sweep.dimension 1000000000 times sweep.n = 400 is more numbers than an array holds (4294967296); lower one of the two',
    ],
    [
      { ...base, dimension: 1e5 },
      'sweep.dimension 100000 times sweep.protocol.evaluationSize = 100000 is more numbers than an array holds',
    ],
    [
      { ...base, n: 1e12, dimension: 3 },
      'sweep.n 1000000000000 times sweep.dimension = 3 is more numbers than an array holds',
    ],
    [
      { ...base, task: { id: 'gaussian', rho: 0.5, dimension: 1e9 }, rho: undefined },
      'sweep.task.dimension 1000000000 times sweep.n = 400',
    ],
    [{ ...base, task: 'xor', rho: undefined, n: 3e9 }, 'sweep.n 3000000000 times the dimension of sweep.task = 2 is'],
    [{ ...base, n: 'fresh', batchSize: 1e10 }, 'sweep.batchSize 10000000000 times sweep.task.dimension = 1'],
    [{ ...base, bound: undefined, baseline: 'ksg', n: 1e10 }, 'sweep.n 10000000000 times sweep.task.dimension = 1'],
    [{ ...base, dimension: [1, 2.5] }, 'sweep.dimension[1]: expected'],
    [{ ...base, n: undefined }, 'sweep.n is missing'],
    ...[-5, 0, 1, 100.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, true].map((n): [object, string] => [
      { ...base, n: [n] },
      `sweep.n[0]: expected an integer of at least 2, or 'fresh', got ${n}`,
    ]),
    [{ ...base, n: 'all' }, `sweep.n: expected an integer of at least 2, or 'fresh', got "all"`],
    [{ ...base, batchSize: [64, 128, 12.5] }, 'sweep.batchSize[2]: expected a positive integer, got 12.5'],
    [{ ...base, batchSize: -1 }, 'sweep.batchSize: expected a positive integer, got -1'],
    [{ ...base, batchSize: Number.NaN }, 'sweep.batchSize: expected a positive integer, got NaN'],
    [{ ...base, batchSize: 1e300 }, 'sweep.batchSize: expected a positive integer, got 1e+300'],
    [{ ...base, referenceSize: 0 }, 'sweep.referenceSize: expected a positive integer, got 0'],
    [{ ...base, references: 7 }, 'sweep.references: expected a mode, or an object with one, got 7'],
    [{ ...base, references: { mode: 7 } }, 'sweep.references.mode: expected a mode, got 7'],
    [{ ...base, references: { size: 7 } }, 'sweep.references.mode is missing; give a mode'],
    [{ ...base, batchSize: [] }, 'sweep.batchSize is an empty list; give at least one value, or leave it out'],
    [
      { ...base, batchSize: [64, 512] },
      'sweep.batchSize[1] 512 exceeds the 400 training pairs; lower batchSize or raise n',
    ],
    [{ ...base, references: 'derang' }, 'sweep.references.mode "derang" is not known; did you mean derange?'],
    [{ ...base, references: 'fresh' }, 'sweep.references "fresh" draws new references for every batch'],
    [{ ...base, n: 'fresh', references: 'replace' }, 'sweep.references.pool "sample" needs a fixed training sample'],
    [{ ...base, referenceSize: [128, 129] }, 'sweep.referenceSize[1] 129 exceeds the 128 rows of the batch'],
    [{ ...base, references: { mode: 'shuffle', size: 500 } }, 'sweep.references.size 500 exceeds the 128 rows'],
    [
      { ...base, references: { mode: 'shuffle', pool: 'sample' }, referenceSize: 401 },
      'sweep.referenceSize 401 exceeds the 400 rows of the sample',
    ],
    [{ ...base, references: 'product', referenceSize: 5 }, 'sweep.referenceSize 5 is not the 16256 pairs'],
    [{ ...base, references: { mode: 'replace', size: 5 }, referenceSize: 5 }, 'sweep.referenceSize 5 is given as'],
    [{ ...base, batchSize: 1 }, 'sweep.references "derange" pairs different rows'],
    [{ ...base, bound: undefined }, 'sweep.bound is missing, and so is baseline'],
    [
      { ...base, bound: ['dv', 'minef'] },
      'sweep.bound[1] "minef" is no known bound; did you mean mine, mine-f or minee?',
    ],
    [{ ...base, bound: { id: 'mine', decay: 1 } }, 'sweep.bound.decay: expected'],
    [{ ...base, bound: { id: 'mine', dekay: 0.5 } }, 'sweep.bound.dekay is no known field; did you mean decay?'],
    [{ ...base, critic: 'mlp' }, 'sweep.critic "mlp" is no known critic'],
    [{ ...base, critic: { id: 'joint-mlp', hidden: [0] } }, 'sweep.critic.hidden[0]: expected'],
    [{ ...base, optimizer: 'adamm' }, 'sweep.optimizer "adamm" is no known optimizer; did you mean adam?'],
    [{ ...base, optimizer: { id: 'adam', learningRate: -1 } }, 'sweep.optimizer.learningRate: expected'],
    [{ ...base, baseline: 'ksgg' }, 'sweep.baseline "ksgg" is no known baseline; did you mean ksg'],
    [{ ...base, readouts: 'dv' }, 'sweep.readouts "dv" is no list of bounds'],
    [{ ...base, readouts: ['dv', 'x'] }, 'sweep.readouts[1] "x" is no known bound'],
    [{ ...base, dataSeed: [0, -1] }, 'sweep.dataSeed[1]: expected a non-negative integer, got -1'],
    [{ ...base, initSeed: 0.5 }, 'sweep.initSeed: expected a non-negative integer, got 0.5'],
    [{ ...base, dataSeed: 2 ** 53 }, 'sweep.dataSeed: expected a non-negative integer, got 9007199254740992'],
    [{ ...base, seeds: 0 }, 'sweep.seeds: expected a positive integer, got 0'],
    [{ ...base, seeds: 2, dataSeed: 1 }, 'sweep.seeds 2 stands beside dataSeed; give seeds, or dataSeed and initSeed'],
    [{ ...base, engine: 'ort:gpu' }, 'sweep.engine "ort:gpu" is no known engine; did you mean ort:cpu or ort:webgpu?'],
    [{ ...base, engine: 3 }, 'sweep.engine: expected the name of an engine, got 3'],
    [{ ...base, protocol: { stesp: 5 } }, 'sweep.protocol.stesp is no known field; did you mean steps?'],
    [{ ...base, protocol: { steps: 0 } }, 'sweep.protocol.steps: expected a positive integer, got 0'],
    [
      { ...base, protocol: { evaluationSize: 1 } },
      'sweep.protocol.evaluationSize: expected an integer of at least 2, got 1',
    ],
    [{ ...base, protocol: { version: 2 } }, 'sweep.protocol.version: expected 1, the only version, got 2'],
    [
      { ...base, protocol: [{}, { evaluationMode: 'x' }] },
      'sweep.protocol[1].evaluationMode: expected fresh or replace, got "x"',
    ],
    [{ ...base, protocol: 7 }, 'sweep.protocol: expected an object, as in { steps: 1000 }, got 7'],
    [
      {
        ...base,
        task: {
          id: 'gaussian-covariance',
          dimX: 1,
          dimY: 1,
          covariance: [
            [1, 2],
            [2, 1],
          ],
        },
        rho: undefined,
      },
      'positive definite',
    ],
    [
      { ...base, task: { id: 'gaussian-covariance', dimX: 1, dimY: 1, covariance: [[1, 0.5]] }, rho: undefined },
      'covariance',
    ],
  ])('refuses %j in one line', async (sweep, message) => {
    const error = await expand(sweep).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message).toContain(message);
    const { problem } = error as InputError;
    expect('expected' in problem ? problem.expected : problem.remedy).toMatch(/\w/);
    // The words of the library that validates.
    expect((error as InputError).message).not.toMatch(/received|Invalid|Too (small|big)/);
    expect((error as InputError).message).not.toContain('\n');
  });
});
