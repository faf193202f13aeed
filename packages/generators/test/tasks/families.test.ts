import { foldIn, InputError, keyFromSeed, type Task } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import {
  certify,
  correlatedUniform,
  createTask,
  gaussian,
  gaussianCovariance,
  independence,
  independentBlocks,
  markovChain,
  tasks,
  xor,
} from '../../src/index.ts';

const key = keyFromSeed(46);
const verdict = (task: Task) => certify(task, { standardError: 0.02 }).verdict;

describe('independent blocks', () => {
  const parts = [
    gaussian({ dimension: 2, rho: 0.6 }),
    correlatedUniform({ width: 0.25 }),
    gaussian({ dimension: 1, rho: -0.8 }),
  ];
  const task = independentBlocks(parts);

  test('share the sum of what each shares', () => {
    expect(task.mi.nats).toBeCloseTo(-Math.log(0.64) + Math.log(4) - 0.5 * Math.log(0.36), 13);
    expect(task).toMatchObject({ dimX: 4, dimY: 4, mi: { method: 'analytic' } });
  });

  test('of Gaussians are the Gaussian of the block covariance', () => {
    const covariance = [
      [1, 0, 0.5, 0],
      [0, 1, 0, 0.3],
      [0.5, 0, 1, 0],
      [0, 0.3, 0, 1],
    ];
    const whole = gaussianCovariance({ dimX: 2, dimY: 2, covariance });
    const blocks = independentBlocks([gaussian({ dimension: 1, rho: 0.5 }), gaussian({ dimension: 1, rho: 0.3 })]);
    expect(blocks.mi.nats).toBeCloseTo(whole.mi.nats, 14);
    const pairs = whole.sample(30, key);
    const expected = whole.logDensityRatio!(pairs);
    blocks.logDensityRatio!(pairs).forEach((ratio, k) => {
      expect(ratio).toBeCloseTo(expected[k], 12);
    });
    expect(blocks.evidence!.correlation).toEqual(covariance);
  });

  test('are known as well as the least known of them', () => {
    const uncertain = (standardError: number): Task => ({
      ...parts[0],
      mi: { nats: 1, method: 'monte-carlo', standardError },
    });
    const { mi } = independentBlocks([uncertain(0.03), parts[1], uncertain(0.04)]);
    expect(mi).toMatchObject({ method: 'monte-carlo', standardError: expect.closeTo(0.05, 14) });
    const { logDensityRatio: _, ...silent } = parts[0];
    expect(independentBlocks([silent, parts[1]]).logDensityRatio).toBeUndefined();
  });

  test('are certified, images of other tasks among them too', () => {
    expect(verdict(task)).toBe('certified');
    const heavy = independentBlocks([
      independence({ dimX: 1, dimY: 2, marginals: 'student' }),
      gaussian({ dimension: 1, rho: 0.5 }),
    ]);
    const { checks, verdict: found } = certify(heavy, { standardError: 0.02 });
    expect(found).toBe('certified');
    expect(checks.some(({ name }) => name.startsWith('correlations of'))).toBe(true);
    expect(verdict(independentBlocks([xor(), parts[0]]))).toBe('certified');
  });

  test('sampled with one key for all are refuted', () => {
    const twins = independentBlocks([parts[0], parts[0]]);
    const sample: Task['sample'] = (count, from) => {
      const { x, y } = twins.sample(count, from);
      const repeat = (points: Float64Array) => points.map((_, k) => points[k - (k % 4) + (k % 2)]);
      return { count, dimX: 4, dimY: 4, x: repeat(x), y: repeat(y) };
    };
    expect(verdict({ ...twins, sample })).toBe('refuted');
  });

  test('are made by name, nested too, and resolved with every default', () => {
    const choice = {
      id: 'independent-blocks',
      blocks: ['xor', { id: 'independent-blocks', blocks: [{ id: 'gaussian', rho: 0.5 }] }],
    };
    expect(createTask(choice)).toMatchObject({ dimX: 3, dimY: 2 });
    expect(tasks.resolve(choice)).toEqual({
      id: 'independent-blocks',
      blocks: [
        { id: 'xor', error: 0 },
        { id: 'independent-blocks', blocks: [{ id: 'gaussian', dimension: 1, rho: 0.5 }] },
      ],
    });
  });

  test.each([
    [[], 'task.blocks: expected at least one task, got []'],
    [['xro'], 'task.blocks[0] "xro" is no known task; did you mean xor?'],
    [['xor', { id: 'gaussian', rho: 2 }], 'task.blocks[1].rho: expected'],
    [[3], 'task.blocks[0]: expected an id, or an object of id and options, got 3'],
  ])('%j: %s', (blocks, message) => {
    expect(() => createTask({ id: 'independent-blocks', blocks })).toThrow(InputError);
    expect(() => createTask({ id: 'independent-blocks', blocks })).toThrow(message);
  });
});

describe('markov chain', () => {
  const rhos = [0.9, -0.8, 0.7];

  test('each link knows less: -(d/2) log(1 - product^2)', () => {
    const nats = [1, 2, 3].map((link) => markovChain({ rhos, link, dimension: 2 }).mi.nats);
    [0.81, 0.5184, 0.254016].forEach((square, k) => {
      expect(nats[k]).toBeCloseTo(-Math.log(1 - square), 13);
    });
    expect(markovChain({ rhos, dimension: 2 }).mi.nats).toBe(nats[2]);
  });

  test('X and the links before are the same numbers whichever link is asked for', () => {
    const [first, last] = [1, 3].map((link) => markovChain({ rhos, link }).sample(100, key));
    expect(first.x).toEqual(last.x);
    expect(markovChain({ rhos: [0.9], link: 1 }).sample(100, key)).toEqual(first);
    expect(first.y).not.toEqual(last.y);
  });

  test.each([1, 2, 3])('link %i: the sampler is certified', (link) => {
    expect(verdict(markovChain({ rhos, link, dimension: 2 }))).toBe('certified');
  });

  test('a chain that skips a link is refuted', () => {
    const right = markovChain({ rhos });
    expect(verdict({ ...right, sample: markovChain({ rhos: [0.9, 0.7] }).sample })).toBe('refuted');
  });

  test.each([
    [{ rhos: [1] }, 'task.rhos[0]: expected a number between -1 and 1, both excluded, got 1'],
    [{ rhos: [] }, 'task.rhos: expected at least one correlation, got []'],
    [{ rhos, link: 4 }, 'task.link: expected the number of a link, at most the number of correlations, got 4'],
    [{ rhos, link: 0 }, 'task.link: expected'],
    [{}, 'task.rhos is missing'],
  ])('%j: %s', (options, message) => {
    expect(() => createTask({ id: 'markov-chain', ...options })).toThrow(message);
  });
});

describe('independence', () => {
  test.each(['normal', 'uniform', 'student'] as const)('%s: no information, certified', (marginals) => {
    const task = independence({ dimX: 2, dimY: 3, marginals });
    expect(task.mi).toEqual({ nats: 0, method: 'analytic' });
    expect(verdict(task)).toBe('certified');
  });

  test.each(['normal', 'uniform', 'student'] as const)('%s: a key shared by x and y is refuted', (marginals) => {
    const right = independence({ dimX: 2, dimY: 2, marginals });
    const sample: Task['sample'] = (count, from) => {
      const pairs = right.sample(count, foldIn(from, 'x'));
      return { ...pairs, y: pairs.x.slice() };
    };
    expect(verdict({ ...right, sample })).toBe('refuted');
  });

  test('Student numbers of other degrees of freedom are refuted', () => {
    const right = independence({ dimX: 1, dimY: 1, marginals: 'student', df: 2 });
    expect(verdict({ ...right, sample: independence({ dimX: 1, dimY: 1, marginals: 'student', df: 4 }).sample })).toBe(
      'refuted',
    );
  });

  test.each([
    [{ dimX: 0 }, 'task.dimX: expected'],
    [{ df: 3 }, 'task.df 3 is not valid; leave it out, or give marginals "student"'],
    [{ marginals: 'student', df: 0 }, 'task.df: expected'],
    [{ marginals: 'cauchy' }, 'task.marginals: expected "normal", "uniform" or "student", got "cauchy"'],
  ])('%j: %s', (options, message) => {
    expect(() => createTask({ id: 'independence', ...options })).toThrow(message);
  });
});
