import { digamma, InputError } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { createPortfolio, defaultEstimators } from '../../src/own-data/portfolio.ts';

const baseUrl = 'file:///anywhere/minebench';
const sizes = { rows: 1000, batchSize: 64, evaluation: 200 };

describe('the portfolio', () => {
  it('has KSG in low dimension only, and always a lower bound', () => {
    expect(defaultEstimators(6)).toContain('ksg');
    expect(defaultEstimators(7)).not.toContain('ksg');
    for (const dimensions of [2, 50])
      expect(defaultEstimators(dimensions)).toEqual(expect.arrayContaining(['cca', 'mine']));
  });

  it('can be made in every dimension', async () => {
    for (const dimensions of [2, 50])
      expect((await createPortfolio({ baseUrl }, dimensions)).map(({ id }) => id)).toEqual(
        defaultEstimators(dimensions),
      );
  });

  it('takes bounds and baselines by name, with options', async () => {
    const [mine, ksg] = await createPortfolio(
      { estimators: ['mine', { id: 'ksg', k: 5 }], critic: { id: 'joint-mlp', hidden: [8] }, baseUrl },
      2,
    );
    expect([mine.estimator.id, ksg.estimator.id]).toEqual(['mine/joint-mlp', 'ksg:k=5']);
    expect(mine.bound?.id).toBe('mine');
    expect(mine.ceiling(sizes)?.nats).toBe(Math.log(200));
    // Every point has at least k - 1 = 4 others nearer in X and in Y: psi(k) + psi(n) - 2 psi(k).
    expect(ksg.ceiling(sizes)?.nats).toBeCloseTo(digamma(1000) - digamma(5), 12);
  });

  it('tells estimators of a kind apart by the options that were given', async () => {
    const estimators = ['ksg', { id: 'ksg', k: 5 }, { id: 'mine', decay: 0.9 }, 'club'];
    const ids = (await createPortfolio({ estimators, baseUrl }, 2)).map(({ estimator }) => estimator.id);
    expect(ids).toEqual(['ksg', 'ksg:k=5', 'mine:decay=0.9/joint-mlp', 'club']);
  });

  it('a bound on products has its ceiling at log b and a critic that makes all pairs cheap', async () => {
    const [infonce] = await createPortfolio({ estimators: ['infonce'], baseUrl }, 2);
    expect(infonce.ceiling(sizes)?.nats).toBe(Math.log(64));
    expect(infonce.estimator.id).toBe('infonce/separable-mlp');
  });

  it.each([
    [{ estimators: ['mien'] }, '--estimator "mien" is no known bound or baseline; did you mean mine'],
    [{ estimators: ['qqqqqqqq'] }, 'use one of ksg, cca'],
    [{ estimators: [{ id: 'ksg', k: 0 }] }, '--estimator.k: expected a positive whole number, got 0'],
    [{ estimators: ['ksg', 'mine', 'ksg'] }, '--estimator "ksg" is there twice; name each once'],
    [{ estimators: ['mine'], critic: 'join-mlp' }, '--critic "join-mlp" is no known critic; did you mean joint-mlp'],
    [{ estimators: ['mine'], critic: './nowhere.ts' }, 'does not exist'],
  ])('refuses %j', async (options, says) => {
    const making = createPortfolio({ ...options, baseUrl }, 2);
    await expect(making).rejects.toThrow(InputError);
    await expect(making).rejects.toThrow(says);
  });
});
