import { type Checkpoint, canonicalJson, type EstimateOptions, type Json, keyFromSeed } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { bounds, createNeuralEstimator, critics, optimizers } from '../../src/index.ts';
import { estimateOptions } from '../estimate-options.ts';
import { gaussianSplit, protocol, type SplitSizes, shiftByOne } from '../gaussian-split.ts';

interface Setting {
  readonly train: SplitSizes['train'];
  readonly bound: string;
  readonly critic?: object;
  readonly optimizer?: object;
  readonly options?: Partial<EstimateOptions>;
}

const regime = protocol({
  steps: 40,
  selectEvery: 8,
  selectionSize: 100,
  evaluationSize: 200,
  selectionReferences: 100,
  evaluationReferences: 200,
});

/** The estimate's bytes. */
async function estimate({ train, bound, critic, optimizer, options }: Setting, checkpoint?: Checkpoint) {
  const estimator = createNeuralEstimator({
    bound: bounds.create(bound),
    critic: critics.create((critic ?? { id: 'joint-mlp', hidden: [6] }) as never),
    optimizer: optimizers.create((optimizer ?? 'adam') as never),
  });
  const split = gaussianSplit(3, 2, 0.6, { train, selection: 100, evaluation: 200 });
  const given = { batchSize: 20, protocol: regime, ...options, ...(checkpoint ? { checkpoint } : {}) };
  const result = await estimator.estimate(split, estimateOptions(given), keyFromSeed(5));
  return canonicalJson(JSON.parse(JSON.stringify(result)) as Json);
}

class CutShort extends Error {}

/** Keeps the state at the given offer, as a file would, and ends the run there. */
function cutAt(offer: number): { readonly checkpoint: Checkpoint; readonly kept: () => unknown } {
  let state: unknown;
  let seen = 0;
  return {
    kept: () => state,
    checkpoint: {
      restore: () => undefined,
      offer(give) {
        if (++seen < offer) return;
        state = structuredClone(give());
        throw new CutShort();
      },
    },
  };
}

const settings: Record<string, Setting> = {
  'a fixed sample, in passes that a checkpoint cuts': { train: 50, bound: 'dv' },
  'fresh draws, a moving average and a schedule': {
    train: 'fresh',
    bound: 'mine',
    optimizer: { id: 'adam', schedule: { id: 'cosine', steps: 40 } },
  },
  dropout: { train: 50, bound: 'js', critic: { id: 'joint-mlp', hidden: [6], dropout: 0.3 } },
  'a bound on the product, with an optimum that training passes': {
    train: 50,
    bound: 'infonce',
    critic: { id: 'separable-mlp', hidden: [6] },
    optimizer: { id: 'sgd', learningRate: 0.01 },
  },
  'a bound with networks of its own': { train: 50, bound: 'flo' },
  // 2 (20 + n') row numbers a step: a call takes 7 of the 8 steps between two looks.
  'calls shorter than the interval between looks': {
    train: 50,
    bound: 'mine-f',
    critic: { id: 'bilinear' },
    options: { references: shiftByOne(290_000, 'sample'), protocol: { ...regime, steps: 16 } },
  },
};

describe('a training that is cut short and goes on from its checkpoint', () => {
  it.each(Object.entries(settings))('gives the same bytes: %s', async (_, setting) => {
    const undisturbed = await estimate(setting);
    expect(undisturbed).toContain('"status":"completed"');
    for (const offer of [1, 3]) {
      const { checkpoint, kept } = cutAt(offer);
      await expect(estimate(setting, checkpoint)).rejects.toThrow(CutShort);
      let restored = 0;
      const state = kept();
      const resumed = await estimate(setting, {
        offer: () => {},
        restore() {
          restored++;
          return state;
        },
      });
      expect(restored).toBe(1);
      expect(resumed).toBe(undisturbed);
    }
  });

  it('asks for the state after every call and shows no trace of it in the result', async () => {
    const setting = settings['a fixed sample, in passes that a checkpoint cuts'];
    let offers = 0;
    const offered = await estimate(setting, { restore: () => undefined, offer: () => offers++ });
    expect(offers).toBe(regime.steps / regime.selectEvery);
    expect(offered).toBe(await estimate(setting));
  });
});
