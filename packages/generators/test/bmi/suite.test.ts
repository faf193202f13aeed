import { InputError, keyFromSeed, RunningMoments } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { bmiSuite, createTask } from '../../src/index.ts';

/** Id, dimensions of X and of Y, and nats to the four digits that the suite's authors print (Czyz et al. 2023). */
const published: readonly [id: string, dimX: number, dimY: number, nats: number][] = [
  ['1v1-normal-0.75', 1, 1, 0.4133],
  ['normal_cdf-1v1-normal-0.75', 1, 1, 0.4133],
  ['1v1-additive-0.1', 1, 1, 1.7094],
  ['1v1-additive-0.75', 1, 1, 0.3333],
  ['1v1-bimodal-0.75', 1, 1, 0.4133],
  ['wiggly-1v1-normal-0.75', 1, 1, 0.4133],
  ['half_cube-1v1-normal-0.75', 1, 1, 0.4133],
  ['student-identity-1-1-1', 1, 1, 0.2242],
  ['asinh-student-identity-1-1-1', 1, 1, 0.2242],
  ['swissroll_x-normal_cdf-1v1-normal-0.75', 2, 1, 0.4133],
  ['multinormal-dense-2-2-0.5', 2, 2, 0.2939],
  ['multinormal-dense-3-3-0.5', 3, 3, 0.4133],
  ['multinormal-dense-5-5-0.5', 5, 5, 0.5928],
  ['multinormal-dense-25-25-0.5', 25, 25, 1.2922],
  ['multinormal-dense-50-50-0.5', 50, 50, 1.6243],
  ['multinormal-sparse-2-2-2-2.0', 2, 2, 1.0217],
  ['multinormal-sparse-3-3-2-2.0', 3, 3, 1.0217],
  ['multinormal-sparse-5-5-2-2.0', 5, 5, 1.0217],
  ['multinormal-sparse-25-25-2-2.0', 25, 25, 1.0217],
  ['student-identity-2-2-1', 2, 2, 0.4319],
  ['student-identity-2-2-2', 2, 2, 0.1931],
  ['student-identity-3-3-2', 3, 3, 0.2909],
  ['student-identity-3-3-3', 3, 3, 0.1787],
  ['student-identity-5-5-2', 5, 5, 0.4482],
  ['student-identity-5-5-3', 5, 5, 0.2985],
  ['normal_cdf-multinormal-sparse-3-3-2-2.0', 3, 3, 1.0217],
  ['normal_cdf-multinormal-sparse-5-5-2-2.0', 5, 5, 1.0217],
  ['normal_cdf-multinormal-sparse-25-25-2-2.0', 25, 25, 1.0217],
  ['half_cube-multinormal-sparse-3-3-2-2.0', 3, 3, 1.0217],
  ['half_cube-multinormal-sparse-5-5-2-2.0', 5, 5, 1.0217],
  ['half_cube-multinormal-sparse-25-25-2-2.0', 25, 25, 1.0217],
  ['spiral-multinormal-sparse-3-3-2-2.0', 3, 3, 1.0217],
  ['spiral-multinormal-sparse-5-5-2-2.0', 5, 5, 1.0217],
  ['spiral-multinormal-sparse-25-25-2-2.0', 25, 25, 1.0217],
  ['spiral-normal_cdf-multinormal-sparse-3-3-2-2.0', 3, 3, 1.0217],
  ['spiral-normal_cdf-multinormal-sparse-5-5-2-2.0', 5, 5, 1.0217],
  ['spiral-normal_cdf-multinormal-sparse-25-25-2-2.0', 25, 25, 1.0217],
  ['asinh-student-identity-2-2-1', 2, 2, 0.4319],
  ['asinh-student-identity-3-3-2', 3, 3, 0.2909],
  ['asinh-student-identity-5-5-2', 5, 5, 0.4482],
];

test('the suite is the forty tasks under their names', () => {
  expect(bmiSuite.map(({ id }) => id).sort()).toEqual(published.map(([id]) => id).sort());
  expect(new Set(bmiSuite.map(({ id }) => id)).size).toBe(40);
});

describe.each(published)('%s', (id, dimX, dimY, nats) => {
  const task = createTask(id);

  test('has its name, dimensions and information', () => {
    expect(task).toMatchObject({ id, dimX, dimY });
    expect(Math.abs(task.mi.nats - nats)).toBeLessThan(0.00005001);
  });

  test('its draws have that information: the mean log density ratio is within four standard errors of it', () => {
    const count = 20_000;
    const pairs = task.sample(count, keyFromSeed(41));
    expect([pairs.count, pairs.x.length, pairs.y.length]).toEqual([count, count * dimX, count * dimY]);
    const moments = new RunningMoments();
    for (const ratio of task.logDensityRatio!(pairs)) moments.push(ratio);
    const standardError = Math.sqrt(moments.variance / count);
    expect(standardError).toBeLessThan(0.02);
    expect(Math.abs(moments.mean - task.mi.nats)).toBeLessThan(4 * standardError + 1e-9);
  });

  test('a longer sample begins with a shorter one', () => {
    const [short, long] = [task.sample(6, keyFromSeed(3)), task.sample(9, keyFromSeed(3))];
    expect(long.x.slice(0, short.x.length)).toEqual(short.x);
    expect(long.y.slice(0, short.y.length)).toEqual(short.y);
  });

  test('states a distribution function of every coordinate that its definition gives one', () => {
    const { x, y } = task.evidence!.marginals!;
    expect([x.length, y.length]).toEqual([dimX, dimY]);
    const none = id.startsWith('spiral') ? [x, y] : id.startsWith('swissroll') ? [x] : [];
    for (const side of [x, y]) for (const cdf of side) expect(cdf === null).toBe(none.includes(side));
  });
});

test('a misspelt id is told the nearest', () => {
  expect(() => createTask('1v1-normal-0.57')).toThrow(InputError);
  expect(() => createTask('1v1-normal-0.57')).toThrow('did you mean 1v1-normal-0.75');
});
