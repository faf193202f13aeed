import { pathToFileURL } from 'node:url';
import { type Choice, InputError } from '@minebench/core';
import { bounds, critics } from '@minebench/estimators';
import { describe, expect, it } from 'vitest';
import { matchParameters } from '../../src/comparison/equal-parameters.ts';
import { parameterCount } from '../../src/comparison/parameter-count.ts';
import { type ComparisonOptions, planComparison } from '../../src/comparison/plan-comparison.ts';
import { MOST_REPLICATES, replicateSeeds } from '../../src/comparison/replicate-seeds.ts';
import { findSuite } from '../../src/comparison/suites.ts';
import { planExperiment } from '../../src/experiment/plan.ts';
import { estimate } from '../../src/procedures/estimate.ts';

const baseUrl = pathToFileURL('/nowhere/compare').href;
const tasks = [{ id: 'gaussian', dimension: 2, rho: 0.5 }, '1v1-additive-0.75'];
const nothing = { bounds: [], critics: [], optimizers: [], baselines: [] };
const small = { id: 'joint-mlp', hidden: [8, 8] };
const separable = { id: 'separable-mlp', hidden: [8, 8], embedding: 4 };

const planned = (options: Partial<ComparisonOptions>) =>
  planComparison({ ...nothing, tasks, seeds: 2, baseUrl, ...options });

const cellsOf = async (comparison: Awaited<ReturnType<typeof planComparison>>) =>
  (await planExperiment(comparison.experiment, { experimentUrl: baseUrl })).map(({ cell }) => ({
    cell,
    place: comparison.placeOf(cell)!,
  }));

describe('a comparison', () => {
  it('has every contestant on every task and replicate, with the seeds of the others', async () => {
    const comparison = await planned({ critics: [small, separable], baselines: ['ksg'] });
    expect(comparison.contestants).toEqual(['joint-mlp:hidden=[8,8]', 'separable-mlp:hidden=[8,8],embedding=4', 'ksg']);
    expect(comparison.tasks).toEqual(['gaussian:dimension=2,rho=0.5', '1v1-additive-0.75']);
    const cells = await cellsOf(comparison);
    expect(new Set(cells.map(({ place }) => JSON.stringify(place))).size).toBe(3 * 2 * 2);
    expect(cells).toHaveLength(3 * 2 * 2);
    const seeds = (task: number, replicate: number) =>
      cells.filter(({ place }) => place.task === task && place.replicate === replicate).map(({ cell }) => cell);
    for (const task of [0, 1])
      for (const replicate of [0, 1]) {
        expect(new Set(seeds(task, replicate).map(({ dataSeed }) => dataSeed)).size).toBe(1);
        const neural = seeds(task, replicate).filter(({ engine }) => engine !== 'host');
        expect(new Set(neural.map(({ initSeed }) => initSeed)).size).toBe(1);
      }
    // Replicates of different tasks are independent draws.
    expect(new Set(cells.map(({ cell }) => cell.dataSeed)).size).toBe(4);
  });

  it('takes every bound with every critic, and a default for what is not named', async () => {
    const both = await planned({ bounds: ['dv', 'mine-f'], critics: [small, separable] });
    expect(both.contestants).toEqual([
      'dv + joint-mlp:hidden=[8,8]',
      'dv + separable-mlp:hidden=[8,8],embedding=4',
      'mine-f + joint-mlp:hidden=[8,8]',
      'mine-f + separable-mlp:hidden=[8,8],embedding=4',
    ]);
    expect((await planned({ bounds: ['dv', 'mine-f'] })).contestants).toEqual(['dv', 'mine-f']);
    expect((await planned({ baselines: ['ksg', 'cca'] })).contestants).toEqual(['ksg', 'cca']);
  });

  it('takes optimisers as contestants, or one for all that train', async () => {
    const clipped = { id: 'adam', clipNorm: 1, schedule: { id: 'cosine', steps: 100 } };
    const both = await planned({ bounds: ['club'], optimizers: ['adam', clipped], baselines: ['ksg'] });
    expect(both.contestants).toEqual([
      'club + adam',
      'club + adam:clipNorm=1,schedule={"id":"cosine","steps":100}',
      'ksg',
    ]);
    const shared = await planned({ critics: [small, separable], optimizers: [clipped] });
    expect(shared.contestants).toEqual((await planned({ critics: [small, separable] })).contestants);
    for (const { cell } of await cellsOf(shared))
      expect(cell.params).toMatchObject({ estimator: { optimizer: { id: 'adam', clipNorm: 1 } } });
  });

  it('another task or another seed leaves the cells that were there as they are', async () => {
    const cells = async (options: Partial<ComparisonOptions>) =>
      (await cellsOf(await planned({ critics: [small, separable], ...options }))).map(({ cell }) =>
        JSON.stringify(cell),
      );
    const before = await cells({});
    expect(await cells({ seeds: 3, tasks: [...tasks].reverse() })).toEqual(expect.arrayContaining(before));
  });
});

describe('bad input, in one line', () => {
  it.each<[string, Partial<ComparisonOptions>, string]>([
    [
      'a suite',
      { suite: 'smal', critics: [small, separable] },
      '--suite "smal" is no known suite; did you mean small?',
    ],
    [
      'a critic',
      { critics: ['joint-mlq', separable] },
      '--critic "joint-mlq" is no known critic; did you mean joint-mlp?',
    ],
    [
      'a task',
      { critics: [small, separable], tasks: ['gausian'] },
      '--task "gausian" is no known task; did you mean gaussian?',
    ],
    [
      'an optimiser',
      { critics: [small, separable], optimizers: ['adem'] },
      '--optimizer "adem" is no known optimizer; did you mean adam?',
    ],
    ['nothing', {}, 'name nothing to compare'],
    ['one contestant', { critics: [small] }, 'name one contestant only, joint-mlp:hidden=[8,8]; give at least two'],
    [
      'the same twice',
      { critics: ['joint-mlp', { id: 'joint-mlp', hidden: [256, 256] }] },
      'is there twice, the other time as joint-mlp',
    ],
    [
      'a task twice',
      { critics: [small, separable], tasks: [tasks[0], tasks[0]] },
      '--task "gaussian:dimension=2,rho=0.5" is there twice',
    ],
    ['no seed', { critics: [small, separable], seeds: 0 }, '--seeds 0 leaves no spread between replicates'],
    ['one seed', { critics: [small, separable], seeds: 1 }, '--seeds 1 leaves no spread between replicates'],
    [
      'too many seeds',
      { critics: [small, separable], seeds: MOST_REPLICATES + 1 },
      'is more than a task has seeds for',
    ],
    [
      'a batch',
      { critics: [small, separable], n: 100, batchSize: 200 },
      '--batch-size 200 exceeds the 100 training pairs',
    ],
    [
      'contestants that equality makes one',
      { critics: [small, { id: 'joint-mlp', hidden: [9, 9] }], equal: 'parameters' },
      'which differ in their widths alone',
    ],
  ])('%s', async (_, options, message) => {
    await expect(planned(options)).rejects.toThrow(InputError);
    await expect(planned(options)).rejects.toThrow(message);
  });
});

describe('equal parameters', () => {
  const contestant = (critic: object) => ({ name: 'one', chosen: { bound: { id: 'dv' }, critic: critic as never } });

  it('counts weights and biases', async () => {
    // 3 inputs, two layers of 8, one output: 3*8 + 8 + 8*8 + 8 + 8 + 1.
    expect(await parameterCount(contestant({ ...small, activation: 'relu' }), { dimX: 1, dimY: 2 }, baseUrl)).toBe(113);
    expect(await parameterCount({ chosen: { baseline: { id: 'ksg' } } }, { dimX: 1, dimY: 2 }, baseUrl)).toBeNull();
  });

  it.each([
    [[16, 16], 10_000],
    [[256, 256], 10_000],
    [[64], 5000],
    [[30, 20, 10], 20_000],
  ])('widths %j come within 5 percent of %d', async (hidden, target) => {
    const dimensions = { dimX: 5, dimY: 5 };
    const matched = await matchParameters(
      contestant({ ...separable, embedding: 8, activation: 'relu', hidden }),
      target,
      dimensions,
      baseUrl,
    );
    expect(matched.mismatch).toBeUndefined();
    expect(Math.abs((await parameterCount(matched.contestant, dimensions, baseUrl))! / target - 1)).toBeLessThan(0.05);
  });

  it.each<[string, Choice]>([
    ['both parts of a hybrid critic', { id: 'hybrid', hidden: [64], head: [256] }],
    ['residual blocks of one width', { id: 'residual-mlp', width: 64 }],
    ['the members of an ensemble', { id: 'ensemble', critic: { id: 'joint-mlp', hidden: [64, 64] }, size: 3 }],
    [
      'unlike members',
      {
        id: 'ensemble',
        critics: [
          { id: 'joint-mlp', hidden: [64] },
          { id: 'residual-mlp', width: 9 },
        ],
      },
    ],
    ['filters and layers', { id: 'conv', image: [5, 2, 1], imageY: 'vector', kernel: 2, hidden: [64] }],
  ])('scales %s', async (_, critic) => {
    const sizes = { dimX: 10, dimY: 10 };
    const { contestant: matched, mismatch } = await matchParameters(
      contestant(critics.resolve(critic)),
      20_000,
      sizes,
      baseUrl,
    );
    expect(mismatch).toBeUndefined();
    expect(Math.abs((await parameterCount(matched, sizes, baseUrl))! / 20_000 - 1)).toBeLessThan(0.05);
  });

  it("counts and scales a bound's own networks with its critic", async () => {
    const { chosen } = contestant({ ...small, activation: 'relu' });
    const given = { name: 'one', chosen: { ...chosen, bound: bounds.resolve('tuba') as never } };
    const { contestant: matched, mismatch } = await matchParameters(given, 10_000, { dimX: 2, dimY: 2 }, baseUrl);
    expect(mismatch).toBeUndefined();
    expect((matched.chosen as typeof given.chosen).bound).not.toEqual(given.chosen.bound);
  });

  it('says who could not be matched, and by how much', async () => {
    const { mismatch } = await matchParameters(
      contestant({ ...small, activation: 'relu' }),
      3,
      { dimX: 1, dimY: 1 },
      baseUrl,
    );
    // Widths of 1 are the least: 2 + 1 + 1 + 1 + 1 + 1 = 7 parameters.
    expect(mismatch).toContain('comes no nearer by its hidden widths: 7 parameters against 3 at 1 + 1 numbers (+133%)');
  });
});

describe('equal compute', () => {
  it('gives each contestant the steps that cost, as its cell counts them, what those of the first cost', async () => {
    // A bound on all pairs, and critics whose pairs cost other than their parameters say: the hybrid's embeddings are computed once a row, its head once a pair.
    const hybrid = { id: 'hybrid', hidden: [16], embedding: 4, head: [8] };
    const comparison = await planned({
      bounds: ['dv', 'infonce'],
      critics: [small, hybrid],
      baselines: ['cca'],
      equal: 'compute',
      steps: 40_000,
      batchSize: 16,
      tasks: [tasks[0]],
      seeds: 2,
    });
    const cells = (await cellsOf(comparison)).filter(({ place }) => place.replicate === 0);
    const costs = [];
    for (const { cell } of cells.filter(({ cell }) => cell.engine !== 'host')) {
      const protocol = { ...cell.protocol, steps: 1, selectEvery: 1, evaluationSize: 50, evaluationReferences: 50 };
      const result = await estimate.run({ ...cell, protocol }, { baseUrl });
      costs.push({ steps: cell.protocol.steps as number, flop: (result as { flopPerStep?: number }).flopPerStep! });
    }
    expect(costs.map(({ steps }) => steps)[0]).toBe(40_000);
    expect(costs).toHaveLength(4);
    // Steps are rounded to the nearest one.
    for (const { steps, flop } of costs)
      expect(Math.abs(steps * flop - 40_000 * costs[0].flop)).toBeLessThanOrEqual(flop / 2);
  });
});

describe('suites', () => {
  it('seeds follow from the task alone, one block each', () => {
    expect(replicateSeeds({ id: 'a' }, 2)[1]).toBe(replicateSeeds({ id: 'a' }, 3)[1]);
    expect(replicateSeeds({ id: 'a' }, 1)).not.toEqual(replicateSeeds({ id: 'b' }, 1));
  });

  it('have tasks that exist and whose information is known exactly', async () => {
    const { createTask } = await import('@minebench/generators');
    const sizes = await Promise.all(
      ['small', 'standard'].map(async (id) => {
        const choices = await findSuite(id).tasks();
        for (const choice of choices) expect(createTask(choice).mi.method).not.toBe('monte-carlo');
        return choices.length;
      }),
    );
    expect(sizes).toEqual([6, 20]);
  });

  it('full has all forty of bmi and no images', async () => {
    const { bmiSuite } = await import('@minebench/generators');
    const names = (await findSuite('full').tasks()).map((choice) => (typeof choice === 'string' ? choice : choice.id));
    expect(names).toEqual(expect.arrayContaining(bmiSuite.map(({ id }) => id)));
    expect(names.length).toBeGreaterThan(50);
    expect(names).not.toContain('image-channel');
  });
});
