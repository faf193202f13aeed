import { gaussian } from '@minebench/generators';
import { describe, expect, it } from 'vitest';
import { completeProtocol } from '../../src/procedures/estimate/protocol.ts';
import { initialKey, sampleSplit, trainingKey } from '../../src/procedures/estimate/split.ts';

const task = gaussian({ dimension: 2, rho: 0.5 });
const protocol = completeProtocol({ selectionSize: 50, evaluationSize: 80 }, 'protocol');

const trainOf = (n: number, dataSeed: number) => {
  const { train } = sampleSplit(task, n, protocol, dataSeed);
  if (train.kind !== 'sample') throw new Error('a sample was asked for');
  return train.pairs;
};

describe('the three parts of a cell', () => {
  it('have the sizes asked for and share no point', () => {
    const { selection, evaluation } = sampleSplit(task, 100, protocol, 0);
    expect([trainOf(100, 0).count, selection.count, evaluation.count]).toEqual([100, 50, 80]);
    const all = [...trainOf(100, 0).x, ...selection.x, ...evaluation.x];
    expect(new Set(all).size).toBe(2 * (100 + 50 + 80));
  });

  it('a longer training sample of the same seed begins with a shorter one', () => {
    const [short, long] = [trainOf(100, 3), trainOf(1000, 3)];
    expect(long.x.subarray(0, short.x.length)).toEqual(short.x);
    expect(long.y.subarray(0, short.y.length)).toEqual(short.y);
  });

  it('does not depend on the size of the training sample beside it', () => {
    expect(sampleSplit(task, 100, protocol, 3).evaluation).toEqual(sampleSplit(task, 'fresh', protocol, 3).evaluation);
  });

  it('differs from seed to seed', () => {
    expect(trainOf(100, 0).x[0]).not.toBe(trainOf(100, 1).x[0]);
  });

  it('draws x and y of independent pairs from different samples', () => {
    const { independent } = sampleSplit(task, 100, protocol, 0);
    const { x, y } = independent!(20_000, trainingKey(0, 0));
    const products = x.map((value, k) => value * y[k]);
    const mean = products.reduce((sum, value) => sum + value, 0) / products.length;
    // The product of two independent standard normals has variance 1: four standard errors. Joint pairs would give 0.5.
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(products.length));
  });
});

describe('keys of training', () => {
  it('depend on both seeds, initial weights on one', () => {
    const keys = [
      trainingKey(0, 0),
      trainingKey(0, 1),
      trainingKey(1, 0),
      trainingKey(1, 1),
      initialKey(0),
      initialKey(1),
    ];
    expect(new Set(keys.map(({ hi, lo }) => `${hi} ${lo}`)).size).toBe(keys.length);
  });
});
