import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type Key, keyFromSeed } from '@minebench/core';
import { createTask } from '@minebench/generators';
import { describe, expect, it } from 'vitest';
import { estimateOwnData, type OwnDataOptions, sampleBlocks, writePairs } from '../../src/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const quick: OwnDataOptions = {
  estimators: ['ksg', 'cca', 'mine'],
  critic: { id: 'joint-mlp', hidden: [32] },
  seed: 1,
  steps: 400,
  permutations: 19,
  engine: 'ort:cpu',
  baseUrl: 'file:///anywhere/minebench',
};

/** Draws of a task in a file of a format. */
async function sampled(format: string, task: object, rows: number, key: Key = keyFromSeed(4)): Promise<string> {
  const path = join(temporaryFolder(), `pairs.${format}`);
  await writePairs(path, sampleBlocks(createTask(task as { id: string }), rows, key), { meta: {} });
  return path;
}

const withText = (text: string): string => {
  const path = join(temporaryFolder(), 'own.csv');
  writeFileSync(path, text);
  return path;
};

/** `rows` lines of two columns that vary, after a header. */
const table = (rows: number, cell: (row: number) => string = (row) => String(Math.sin(row))): string =>
  `a,b\n${Array.from({ length: rows }, (_, row) => `${row},${cell(row)}`).join('\n')}\n`;

describe('estimates of a file', () => {
  // I = -log(1 - .8^2) / 2
  const truth = -Math.log(0.36) / 2;

  it('find the information of a Gaussian', async () => {
    const path = await sampled('csv', { id: 'gaussian', rho: 0.8 }, 4000);
    const { rows, dimX, dimY, estimates, warnings } = await estimateOwnData(path, quick);
    expect({ rows, dimX, dimY, warnings }).toEqual({ rows: 4000, dimX: 1, dimY: 1, warnings: [] });
    expect(estimates.map(({ estimator, kind }) => [estimator, kind])).toEqual([
      ['ksg', 'neither'],
      ['cca', 'neither'],
      ['mine/joint-mlp', 'lower'],
    ]);
    for (const { nats, low, high, standardError, pValue, kind } of estimates) {
      // Four standard errors; for a lower bound, after 400 steps of a small critic, up to .05 nats of optimisation below.
      expect(nats!).toBeLessThan(truth + 4 * standardError!);
      expect(nats!).toBeGreaterThan(truth - 4 * standardError! - (kind === 'lower' ? 0.05 : 0));
      // z = 1.959964 to all digits given
      expect((high! - low!) / standardError!).toBeCloseTo(2 * 1.959964, 5);
      // No permutation reads as high: 1 of 20.
      expect(pValue).toBe(0.05);
    }
  });

  it('do not depend on the format, and are the same for the same seed', async () => {
    const task = { id: 'gaussian', rho: 0.8 };
    const names = { csv: {}, npy: { x: '0', y: '1' }, parquet: { x: 'x0', y: 'y0' } };
    const results = [];
    for (const [format, columns] of Object.entries(names))
      results.push(await estimateOwnData(await sampled(format, task, 600), { ...quick, ...columns, steps: 60 }));
    expect(results[1].estimates).toEqual(results[0].estimates);
    expect(results[2].estimates).toEqual(results[0].estimates);
    const other = await estimateOwnData(await sampled('npy', task, 600), {
      ...quick,
      ...names.npy,
      steps: 60,
      seed: 2,
    });
    expect(other.estimates[2].nats).not.toBe(results[0].estimates[2].nats);
    // CCA takes all rows, whatever their order: sums of 600 numbers differ by their rounding alone.
    expect(other.estimates[1].nats).toBeCloseTo(results[0].estimates[1].nats!, 12);
  });

  it('do not depend on the scale of a column, nor with --rank on any increasing map of it', async () => {
    const pairs = createTask({ id: 'gaussian', rho: 0.8 }).sample(600, keyFromSeed(3));
    const text = (map: (x: number) => number) =>
      withText(`a,b\n${Array.from(pairs.x, (x, row) => `${map(x)},${pairs.y[row]}`).join('\n')}\n`);
    const read = async (map: (x: number) => number, rank: boolean) =>
      (await estimateOwnData(text(map), { ...quick, x: 'a', y: 'b', estimators: ['ksg'], permutations: 0, rank }))
        .estimates[0].nats!;
    // Doubling is exact.
    expect(await read((x) => 2 * x, false)).toBe(await read((x) => x, false));
    expect(await read((x) => Math.exp(3 * x), true)).toBe(await read((x) => x, true));
  });

  it('of independent columns cover zero, and independence is not refuted', async () => {
    const path = await sampled('npy', { id: 'gaussian', rho: 0 }, 2000, keyFromSeed(8));
    const { estimates } = await estimateOwnData(path, { ...quick, x: '0', y: '1', permutations: 39 });
    for (const { nats, standardError, pValue, warnings } of estimates) {
      expect(Math.abs(nats!)).toBeLessThan(4 * standardError! + 0.005);
      // Uniform on multiples of 1/40 under the null: .05 and below has probability .05, and this seed is not among them.
      expect(pValue!).toBeGreaterThan(0.05);
      expect(warnings).toContainEqual(expect.stringContaining('independence is not refuted'));
    }
  });

  it('leave constant columns out, and take no test where none is asked for', async () => {
    const sample = createTask({ id: 'gaussian', rho: 0.5 }).sample(500, keyFromSeed(1));
    const text = Array.from(sample.x, (x, row) => `${x},3,${sample.y[row]}`).join('\n');
    const options = { ...quick, estimators: ['cca'], permutations: 0, x: '0-1', y: '2', header: false };
    const { dimX, warnings, estimates } = await estimateOwnData(withText(`${text}\n`), options);
    expect(dimX).toBe(2);
    expect(warnings).toEqual([expect.stringContaining('column 1 is constant (3)')]);
    expect(estimates[0]).toMatchObject({ status: 'completed', pValue: null });
  });

  it('take the optimiser that is named', async () => {
    const path = await sampled('csv', { id: 'gaussian', rho: 0.8 }, 1000);
    const options = { ...quick, estimators: ['mine'], steps: 100, permutations: 0 };
    const [still] = (await estimateOwnData(path, { ...options, optimizer: { id: 'sgd', learningRate: 1e-6 } }))
      .estimates;
    const [moved] = (await estimateOwnData(path, { ...options, optimizer: { id: 'adam', clipNorm: 1 } })).estimates;
    // Weights that hardly move say nothing of the dependence.
    expect(still.nats!).toBeLessThan(0.1);
    expect(moved.nats!).toBeGreaterThan(0.2);
  });

  it('an estimator that breaks down says why, and the others go on', async () => {
    // Y is twice X: no covariance has an inverse.
    const text = table(200, (row) => String(2 * row));
    const { estimates } = await estimateOwnData(withText(text), {
      ...quick,
      x: 'a',
      y: 'b',
      estimators: ['cca', 'ksg'],
    });
    expect(estimates[0]).toMatchObject({ status: 'failed', nats: null, low: null, high: null, pValue: null });
    expect(estimates[0].warnings).toEqual([expect.stringMatching(/^failed: sample correlation matrix/)]);
    expect(estimates[1].status).toBe('completed');
    // On a line the k-th neighbour is the same in X and in Y: the estimate is at its ceiling.
    expect(estimates[1].warnings).toContainEqual(expect.stringContaining('is near'));
  });
});

describe('bad input', () => {
  const columns = { x: 'a', y: 'b' };
  it.each<[string, string, Partial<OwnDataOptions>, string]>([
    ['an unknown column', table(60), { x: 'aa', y: 'b' }, '--x "aa" is no column; did you mean a'],
    ['a column of X and Y', table(60), { x: 'a', y: 'b,a' }, '--y "a" is a column of X too'],
    ['a cell that is no number', table(60, (row) => (row === 7 ? 'none' : '1')), columns, 'line 9, column b: "none"'],
    ['a missing value', table(60, (row) => (row === 7 ? '' : '1')), columns, 'line 9, column b: has no value'],
    ['a missing value by name', table(60, (row) => (row === 7 ? 'NA' : '1')), columns, 'line 9, column b: "NA"'],
    ['too few rows', table(49), columns, 'has 49 rows, too few'],
    ['a constant variable', table(60, () => '5'), columns, '--y "b" is constant'],
    ['an unknown optimiser', table(60), { ...columns, optimizer: 'adem' }, '--optimizer "adem" is no known optimizer'],
    ['an unknown engine', table(60), { ...columns, engine: 'ort:gpu' }, '--engine "ort:gpu"'],
    ['numbers for a header', table(60).slice(4), columns, 'or read it with --no-header'],
  ])('%s', async (_, text, options, says) => {
    const estimating = estimateOwnData(withText(text), { ...quick, ...options });
    await expect(estimating).rejects.toThrow(InputError);
    await expect(estimating).rejects.toThrow(says);
  });

  it.each([
    ['nowhere.csv', 'does not exist'],
    ['data.xlsx', 'has an extension that is not known: .xlsx'],
  ])('%s', async (name, says) => {
    await expect(estimateOwnData(join(temporaryFolder(), name), quick)).rejects.toThrow(says);
  });
});
