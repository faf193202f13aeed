import { describe, expect, it } from 'vitest';
import { reductions } from '../src/render/reductions.ts';
import { experimentAt } from './sized-experiment.ts';

describe('reductions', () => {
  it('says a line a field: numbers against numbers, long lists and seeds by their length', () => {
    const full = {
      task: 'gaussian',
      rho: [-0.99, -0.9, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 0.9, 0.99],
      n: 100_000,
      bound: ['dv', 'nwj'],
      dataSeed: [0, 1, 2],
      initSeed: 0,
      protocol: { steps: 2000 },
    };
    const quick = { ...full, rho: [0, 0.5], n: 1000, bound: 'dv', dataSeed: 0, protocol: { steps: 100, patience: 3 } };
    expect(reductions(experimentAt('quick', { quick, reference: full, full }))).toEqual([
      'rho: 2 values instead of 11',
      'n: 1000 instead of 100,000',
      'bound: dv instead of dv, nwj',
      'dataSeed: 1 value instead of 3',
      'protocol.steps: 100 instead of 2000',
      'protocol.patience: 3 instead of its default',
    ]);
  });

  it('is empty at the published size, and where sizes are not told apart', () => {
    const sweep = { task: 'gaussian', n: 10 };
    expect(reductions(experimentAt('full', { quick: { ...sweep, n: 1 }, reference: sweep, full: sweep }))).toEqual([]);
    expect(reductions(experimentAt('reference', { quick: sweep, reference: sweep, full: sweep }))).toEqual([]);
    expect(reductions({ ...experimentAt('full', { full: sweep }), sizes: undefined as never })).toEqual([]);
  });

  it('tells choices as the command line takes them, and options of the same choice one by one', () => {
    const mlp = { id: 'joint-mlp', hidden: [256, 256] };
    const full = { critic: [mlp, { id: 'bilinear' }], optimizer: { id: 'adam', learningRate: 1e-3 } };
    const quick = { critic: mlp, optimizer: { id: 'adam', learningRate: 1e-2 } };
    expect(reductions(experimentAt('quick', { quick, full }))).toEqual([
      'critic: joint-mlp:hidden=[256,256] instead of joint-mlp:hidden=[256,256], bilinear',
      'optimizer.learningRate: 0.01 instead of 0.001',
    ]);
  });

  it('of several sweeps names the one it is about, and those that are not run', () => {
    const neural = { task: 'gaussian', dimension: 20, bound: 'dv', n: 1000 };
    const ksg = { task: 'gaussian', dimension: 20, baseline: 'ksg', n: 1000 };
    const one = { task: 'gaussian', dimension: 1, bound: 'dv', n: 1000 };
    const full = [one, neural, ksg];
    const both = experimentAt('quick', { quick: [{ ...neural, n: 10 }, ksg], reference: full, full });
    expect(reductions(both)).toEqual(['n: 10 instead of 1000 (n 10; bound dv)', 'not run: dimension 1; bound dv']);
    const all = full.map((sweep) => ({ ...sweep, n: 10 }));
    expect(reductions(experimentAt('quick', { quick: all, reference: full, full }))).toEqual(['n: 10 instead of 1000']);
  });
});
