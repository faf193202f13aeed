import { InputError, keyFromSeed, type Task } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import { certify, createTask, discrete, symmetricChannel, xor } from '../../src/index.ts';

const key = keyFromSeed(43);
const entropy = (...p: number[]): number =>
  -p.reduce((sum, value) => sum + (value > 0 ? value * Math.log(value) : 0), 0);
const certified = (task: Task) => expect(certify(task, { standardError: 0.02 }).verdict).toBe('certified');

describe('discrete', () => {
  const table = [
    [0.1, 0.2, 0],
    [0.3, 0.15, 0.25],
  ];

  test('I = H(X) + H(Y) - H(X, Y)', () => {
    const expected = entropy(0.3, 0.7) + entropy(0.4, 0.35, 0.25) - entropy(0.1, 0.2, 0.3, 0.15, 0.25);
    expect(discrete({ table }).mi).toEqual({ nats: expect.closeTo(expected, 14), method: 'analytic' });
  });

  test('of independent symbols is 0, of equal ones their entropy', () => {
    expect(
      discrete({
        table: [
          [0.06, 0.14],
          [0.24, 0.56],
        ],
      }).mi.nats,
    ).toBeCloseTo(0, 15);
    expect(
      discrete({
        table: [
          [0.2, 0],
          [0, 0.8],
        ],
      }).mi.nats,
    ).toBeCloseTo(entropy(0.2, 0.8), 15);
  });

  test.each(['one-hot', 'number'] as const)('%s: the sampler is certified by table, plug-in and ratio', (encoding) => {
    const task = discrete({ table, encoding });
    expect([task.dimX, task.dimY]).toEqual(encoding === 'one-hot' ? [2, 3] : [1, 1]);
    certified(task);
  });

  test('a sampler of the transposed table is refuted', () => {
    const square = [
      [0.1, 0.3, 0.1],
      [0.05, 0.15, 0.1],
      [0, 0, 0.2],
    ];
    const transposed = square.map((_, i) => square.map((row) => row[i]));
    const wrong = { ...discrete({ table: square }), sample: discrete({ table: transposed }).sample };
    expect(certify(wrong, { standardError: 0.02 }).verdict).toBe('refuted');
  });

  test('a one-hot point has a single 1; a point that is no symbol is refused', () => {
    const task = discrete({ table });
    const { x } = task.sample(100, key);
    for (let row = 0; row < 100; row++) expect([...x.slice(2 * row, 2 * row + 2)].sort()).toEqual([0, 1]);
    const pairs = { count: 1, dimX: 2, dimY: 3, x: Float64Array.of(1, 1), y: Float64Array.of(1, 0, 0) };
    expect(() => task.evidence!.alphabet!.symbols(pairs)).toThrow('point 0 [1,1] is no symbol of 2');
  });

  test.each([
    [[[0.5, 0.4]], 'sums to 0.9; give probabilities that sum to 1'],
    [[[1.2, -0.2]], 'task.table[0][0]: expected a probability, a number from 0 to 1, got 1.2'],
    [[[0.5], [0.25, 0.25]], 'table[1] 2 probabilities where the first row has 1'],
    [[], 'task.table: expected at least one row, got []'],
    [[[]], 'task.table[0]: expected at least one column, got []'],
    [[[Number.NaN]], 'task.table[0][0]: expected'],
  ])('%j: %s', (wrong, message) => {
    expect(() => createTask({ id: 'discrete', table: wrong })).toThrow(InputError);
    expect(() => createTask({ id: 'discrete', table: wrong })).toThrow(message);
  });
});

describe('xor', () => {
  test('I = log 2 - H(e): one bit at no error, nothing at 1/2, as much at e as at 1 - e', () => {
    expect(xor().mi.nats).toBe(Math.log(2));
    expect(xor({ error: 0.5 }).mi.nats).toBeCloseTo(0, 15);
    expect(xor({ error: 0.11 }).mi.nats).toBeCloseTo(Math.log(2) - entropy(0.11, 0.89), 14);
    expect(xor({ error: 0.89 }).mi.nats).toBeCloseTo(xor({ error: 0.11 }).mi.nats, 14);
  });

  test.each([0, 0.1, 0.5])('error %d: the sampler is certified, and no single bit is correlated with Y', (error) => {
    const { verdict, checks } = certify(xor({ error }), { standardError: 0.02 });
    expect(verdict).toBe('certified');
    expect(checks.map(({ name }) => name)).toContain('correlations');
  });

  test('a sampler of A and B is refuted', () => {
    const right = xor();
    const sample: Task['sample'] = (count, from) => {
      const pairs = right.sample(count, from);
      return { ...pairs, y: pairs.y.map((_, row) => pairs.x[2 * row] * pairs.x[2 * row + 1]) };
    };
    expect(certify({ ...right, sample }, { standardError: 0.02 }).verdict).toBe('refuted');
  });

  test('an error that is no probability is refused', () => {
    expect(() => createTask({ id: 'xor', error: 1.5 })).toThrow(
      'task.error: expected a probability, a number from 0 to 1, got 1.5',
    );
  });
});

describe('symmetric channel', () => {
  test('I = H(Y) - H(Y | X), from the table that its definition makes', () => {
    for (const [symbols, error] of [
      [2, 0.1],
      [10, 0.2],
      [7, 1],
      [5, 0],
    ]) {
      const given = entropy(1 - error, ...new Array(symbols - 1).fill(error / (symbols - 1)));
      expect(symmetricChannel({ symbols, error }).mi.nats).toBeCloseTo(Math.log(symbols) - given, 13);
    }
  });

  test('is 0 where every output is as likely', () => {
    for (const symbols of [2, 3, 10])
      expect(symmetricChannel({ symbols, error: (symbols - 1) / symbols }).mi.nats).toBe(0);
  });

  test.each([
    [4, 0.3, 'one-hot'],
    [10, 0.9, 'number'],
    [3, 1, 'number'],
  ] as const)('%i symbols, error %d, %s: the sampler is certified', (symbols, error, encoding) =>
    certified(symmetricChannel({ symbols, error, encoding })),
  );

  test('a sampler whose errors may give the same symbol is refuted', () => {
    const right = symmetricChannel({ symbols: 4, error: 0.3, encoding: 'number' });
    const wrong = { ...right, sample: symmetricChannel({ symbols: 4, error: 0.225, encoding: 'number' }).sample };
    expect(certify(wrong, { standardError: 0.02 }).verdict).toBe('refuted');
  });

  test.each([
    [{ symbols: 1 }, 'task.symbols: expected a whole number, at least 2, got 1'],
    [{ error: -0.1 }, 'task.error: expected'],
    [{ encoding: 'bits' }, 'task.encoding: expected "number" or "one-hot", got "bits"'],
  ])('%j: %s', (options, message) => {
    expect(() => createTask({ id: 'symmetric-channel', ...options })).toThrow(message);
  });
});
