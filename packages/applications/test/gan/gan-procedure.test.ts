import { type Cell, type CellResult, canonicalJson, type Engine, type NamedArrays } from '@minebench/core';
import { engines } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { gan } from '../../src/index.ts';

const context = { baseUrl: import.meta.url };
const small = {
  beta: [0, 1],
  critic: { id: 'joint-mlp', hidden: [4] },
  generator: { hidden: [4] },
  discriminator: { hidden: [4] },
  batchSize: 8,
  engine: 'wasm:simd',
  seeds: 2,
  protocol: { steps: 6, lookEvery: 2, samples: 100, panels: 2 },
};
const cellsOf = async (sweep: object): Promise<Cell[]> => {
  const plans = await gan.expand(sweep as never, 'sweep', context);
  return plans.map(({ files: _, ...plan }) => ({ ...plan, code: 'c' }));
};

/** What a run of a cell gives its first call of the alternating step: the weights that it starts from, and its batches. */
async function beginningOf(cell: Cell): Promise<{ state: NamedArrays; batch: NamedArrays }> {
  const calls: { state: NamedArrays; batch: NamedArrays }[] = [];
  const inner = engines.create(cell.engine);
  const engine: Engine = {
    id: inner.id,
    async compile(step, example, options) {
      const program = await inner.compile(step, example, options);
      return {
        dispose: () => program.dispose(),
        run(state, inputs, steps) {
          if ('real' in inputs.batch) calls.push({ state, batch: inputs.batch });
          return program.run(state, inputs, steps);
        },
      };
    },
  };
  await gan.run(cell, { ...context, engine });
  return calls[0];
}

describe('expand', () => {
  it('gives every combination of beta and seeds, with all choices filled in', async () => {
    const cells = await cellsOf(small);
    expect(cells.map(({ params, dataSeed, initSeed }) => [params.beta, dataSeed, initSeed])).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 0],
      [1, 1, 1],
    ]);
    expect(cells[0].params).toMatchObject({
      data: { id: 'gaussians', side: 5, spacing: 2, spread: 0.05 },
      bound: { id: 'mine', decay: 0.99 },
      optimizer: { id: 'adam', beta2: 0.999 },
      clip: 1,
    });
  });

  it("gives the generator and the discriminator the critic's optimizer where they have none of their own", async () => {
    const optimizer = [
      { id: 'adam', learningRate: 1e-3 },
      { id: 'adam', learningRate: 2e-3 },
    ];
    const rates = async (sweep: object) =>
      (await cellsOf({ ...small, seeds: 1, beta: 1, optimizer, ...sweep })).map(({ params }) =>
        ['optimizer', 'generatorOptimizer', 'discriminatorOptimizer'].map(
          (name) => (params[name] as { learningRate: number }).learningRate,
        ),
      );
    expect(await rates({})).toEqual([
      [1e-3, 1e-3, 1e-3],
      [2e-3, 2e-3, 2e-3],
    ]);
    const own = (learningRate: number) => ({ id: 'adam', learningRate });
    expect(await rates({ generatorOptimizer: own(3e-3), discriminatorOptimizer: own(4e-3) })).toEqual([
      [1e-3, 3e-3, 4e-3],
      [2e-3, 3e-3, 4e-3],
    ]);
  });

  it.each([
    ['beta', {}, /sweep.beta is missing/],
    ['beta', { beta: -1 }, /sweep.beta: expected a number of at least 0/],
    ['clip', { beta: 1, clip: 0 }, /sweep.clip: expected a positive number/],
    ['bound', { beta: 1, bound: 'infonce' }, /sweep.bound "infonce" is no bound on pairs/],
    ['data', { beta: 1, data: 'spirals' }, /sweep.data "spirals" is no known distribution; .*spiral/],
    ['generator', { beta: 1, generator: { hiden: [4] } }, /sweep.generator.hiden is no known field; .*hidden/],
    ['steps', { beta: 1, protocol: { steps: 0 } }, /sweep.protocol.steps/],
    ['betas', { betas: 1 }, /sweep.betas is no known field; .*beta/],
    ['engine', { beta: 1, engine: 'ort:gpu' }, /sweep.engine "ort:gpu" is no known engine/],
  ])('a wrong %s is one line that names it', async (_, sweep, message) => {
    await expect(cellsOf(sweep)).rejects.toThrow(message);
  });
});

describe('run', () => {
  it('gives the same whole result for the same cell, and another for another seed', async () => {
    const [first, second] = await cellsOf({ ...small, beta: 1 });
    const result = await gan.run(first, context);
    expect(gan.flawOf(result)).toBeUndefined();
    expect(canonicalJson((await gan.run(first, context)) as never)).toBe(canonicalJson(result as never));
    expect(canonicalJson((await gan.run(second, context)) as never)).not.toBe(canonicalJson(result as never));
    const { looks, panels, curve } = result as never as Record<string, { step: number[] } & { step: number }[]>;
    expect(looks.step).toEqual([0, 2, 4, 6]);
    expect(curve.step).toEqual([2, 4, 6]);
    // Two of three looks, evenly spread, the last among them.
    expect(panels.map(({ step }) => step)).toEqual([4, 6]);
  });

  it("the data's seed leaves the initial weights as they are, the weights' seed the batches, and each changes the other", async () => {
    const [one, otherData, otherWeights] = await Promise.all(
      [
        { dataSeed: 0, initSeed: 0 },
        { dataSeed: 1, initSeed: 0 },
        { dataSeed: 0, initSeed: 1 },
      ].map(async (seeds) => {
        const { seeds: _, ...rest } = small;
        const [cell] = await cellsOf({ ...rest, beta: 1, ...seeds });
        return beginningOf(cell);
      }),
    );
    expect(otherData.state).toEqual(one.state);
    for (const name of ['real', 'latent', 'reference'])
      expect(otherData.batch[name].data).not.toEqual(one.batch[name].data);
    expect(otherWeights.batch).toEqual(one.batch);
    for (const part of ['generator', 'discriminator', 'critic'])
      expect(otherWeights.state[`${part}.params`].data).not.toEqual(one.state[`${part}.params`].data);
  });

  it('a damaged result is told by the member that is wrong', async () => {
    const [cell] = await cellsOf({ ...small, beta: 0 });
    const { final: _, ...damaged } = await gan.run(cell, context);
    expect(gan.flawOf(damaged as CellResult)).toContain('final');
  });

  it('the recorded result of a diverged run has its step and what came before', async () => {
    const [cell] = await cellsOf({ ...small, beta: 1, optimizer: { id: 'sgd', learningRate: 1e38 } });
    const result = await gan.run(cell, context);
    expect(result).toMatchObject({ status: 'diverged', step: 1, looks: { step: [0] } });
    expect(gan.flawOf(result)).toBeUndefined();
  });
});
