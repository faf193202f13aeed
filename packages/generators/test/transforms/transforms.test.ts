import { createStream, InputError, keyFromSeed, type Pairs, type Task } from '@minebench/core';
import { describe, expect, test } from 'vitest';
import {
  additiveUniform,
  affine,
  asinh,
  coordinatewise,
  createTask,
  createTransform,
  cubic,
  gaussian,
  halfCube,
  multinormalSparse,
  normalCdf,
  type PointMap,
  spiral,
  spiralTransform,
  studentT,
  swissrollX,
  swissrollXTransform,
  transformTask,
  wiggly,
  wigglyTransform,
} from '../../src/index.ts';

const key = keyFromSeed(50);
const task = gaussian({ dimension: 3, rho: 0.6 });
const pair = gaussian({ dimension: 1, rho: 0.75 });

const normals = (count: number, scale = 1): Float64Array => {
  const out = new Float64Array(count);
  createStream(key).fillNormal(out);
  return out.map((value) => scale * value);
};

/** Largest difference, relative to numbers above 1. */
const difference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]) / Math.max(1, Math.abs(value))), 0);

describe('formulas of Czyz et al. 2023', () => {
  const { x, y } = pair.sample(200, key);
  const image = (transformed: Task): Pairs => transformed.sample(200, key);

  test.each<[string, Pairs, (x: number) => number, (y: number) => number]>([
    [
      'half_cube',
      image(halfCube(pair)),
      (v) => Math.sign(v) * Math.abs(v) ** 1.5,
      (v) => Math.sign(v) * Math.abs(v) ** 1.5,
    ],
    ['asinh', image(asinh(pair)), Math.asinh, Math.asinh],
    [
      'wiggly',
      image(wiggly(pair)),
      (v) => v + 0.4 * Math.sin(v) + 0.2 * Math.sin(1.7 * v + 1) + 0.03 * Math.sin(3.3 * v - 2.5),
      (v) => v - 0.4 * Math.sin(0.4 * v) + 0.17 * Math.sin(1.3 * v + 3.5) + 0.02 * Math.sin(4.3 * v - 2.5),
    ],
    ['cubic', image(cubic(pair)), (v) => v, (v) => v ** 3],
    ['affine', image(affine(pair, { scale: -2, offset: 3, of: 'x' })), (v) => 3 - 2 * v, (v) => v],
  ])('%s', (_, pairs, ofX, ofY) => {
    expect(difference(pairs.x, x.map(ofX))).toBeLessThan(1e-14);
    expect(difference(pairs.y, y.map(ofY))).toBeLessThan(1e-14);
  });

  test('swissroll_x lies on the spiral of radius 1.5 pi (1 + 2u) / 21 at the angle 1.5 pi (1 + 2u)', () => {
    const uniform = normalCdf(pair);
    const { x: u } = uniform.sample(200, key);
    const rolled = swissrollX(uniform).sample(200, key).x;
    const expected = Array.from(u).flatMap((value) => {
      const t = 1.5 * Math.PI * (1 + 2 * value);
      return [(t * Math.cos(t)) / 21, (t * Math.sin(t)) / 21];
    });
    expect(difference(rolled, Float64Array.from(expected))).toBeLessThan(1e-14);
  });

  test('spiral turns X in axes 0 and 1, Y in axes 1 and 2, by |point|^2 / dim, and nothing else', () => {
    const point = Float64Array.of(1, 2, -1, 0.5);
    const angle = (1 + 4 + 1 + 0.25) / 4;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const ofX = spiralTransform.x!.apply(point, 4);
    const ofY = spiralTransform.y!.apply(point, 4);
    expect(difference(ofX, Float64Array.of(c - 2 * s, s + 2 * c, -1, 0.5))).toBeLessThan(1e-15);
    expect(difference(ofY, Float64Array.of(1, 2 * c + s, 2 * s - c, 0.5))).toBeLessThan(1e-15);
  });
});

describe('inverses give the points back', () => {
  const maps: [string, PointMap, number][] = [
    ['half_cube', createTransform('half_cube').x!, 1],
    ['asinh', createTransform('asinh').x!, 1],
    ['wiggly x', wigglyTransform.x!, 1],
    ['wiggly y', wigglyTransform.y!, 1],
    ['spiral x', spiralTransform.x!, 3],
    ['spiral y', spiralTransform.y!, 3],
    ['cubic', createTransform('cubic').y!, 1],
    ['affine', createTransform({ id: 'affine', scale: 0.25, offset: -1 }).x!, 1],
  ];
  test.each(maps)('%s', (_, map, dimension) => {
    for (const scale of [1e-3, 1, 5]) {
      const points = normals(3000, scale);
      // A slope of .16, the least of wiggly, makes 6 roundings of one; spiral's angle, up to 200 radians here, is off by as many.
      expect(difference(map.invert!(map.apply(points, dimension), dimension), points)).toBeLessThan(1e-12);
    }
  });

  test('normal_cdf, in the lower half without loss', () => {
    const map = createTransform('normal_cdf').x!;
    const points = normals(3000).map((value) => -Math.abs(value) * 4);
    expect(difference(map.invert!(map.apply(points, 1), 1), points)).toBeLessThan(1e-14);
  });

  test('swissroll_x', () => {
    const u = new Float64Array(1000);
    createStream(key).fillUniform(u);
    expect(difference(swissrollXTransform.x!.invert!(swissrollXTransform.x!.apply(u, 1), 1), u)).toBeLessThan(1e-14);
  });
});

describe('composition', () => {
  const image = spiral(normalCdf(task));

  test('has the id, the information, the sampler and the ratio of the base', () => {
    expect(image.id).toBe(`spiral-normal_cdf-${task.id}`);
    expect(image.mi).toEqual(task.mi);
    const base = task.sample(500, key);
    const pairs = image.sample(500, key);
    const uniform = normalCdf(task).sample(500, key);
    expect(pairs.x).toEqual(spiralTransform.x!.apply(uniform.x, 3));
    // The upper tail of a distribution function near 1 costs a few digits.
    expect(difference(image.logDensityRatio!(pairs), task.logDensityRatio!(base))).toBeLessThan(1e-9);
  });

  test('tells its base and the way back', () => {
    const { task: base, invert } = image.evidence!.base!;
    expect(base.id).toBe(`normal_cdf-${task.id}`);
    expect(difference(invert(image.sample(100, key)).y, base.sample(100, key).y)).toBeLessThan(1e-14);
  });

  test('carries distribution functions through increasing maps, and drops them elsewhere', () => {
    const { x, y } = normalCdf(task).evidence!.marginals!;
    for (const cdf of [...x, ...y])
      for (const p of [-1, 0, 0.2, 0.9, 1, 7]) expect(cdf!(p)).toBeCloseTo(Math.min(1, Math.max(0, p)), 14);
    expect(image.evidence!.marginals).toEqual({ x: [null, null, null], y: [null, null, null] });
    expect(affine(pair, { scale: -1, of: 'x' }).evidence!.marginals!.x).toEqual([null]);
    expect(affine(pair, { scale: 2, offset: 1 }).evidence!.marginals!.x[0]!(1)).toBe(0.5);
    expect(swissrollX(normalCdf(pair)).evidence!.marginals!.x).toEqual([null, null]);
  });

  test('is what the entry `transformed` makes', () => {
    const made = createTask({
      id: 'transformed',
      base: { id: 'gaussian', dimension: 3, rho: 0.6 },
      transforms: ['normal_cdf', 'spiral'],
    });
    expect(made.id).toBe(image.id);
    expect(made.sample(20, key)).toEqual(image.sample(20, key));
  });

  test('keeps the information of heavy tails and of bounded supports', () => {
    expect(halfCube(studentT({ dimX: 2, dimY: 2, df: 1 })).mi.nats).toBe(studentT({ dimX: 2, dimY: 2, df: 1 }).mi.nats);
    expect(swissrollX(affine(additiveUniform({ epsilon: 0.2 }), { of: 'y', scale: 3 })).dimX).toBe(2);
  });
});

describe('refusals, in one line', () => {
  const square = coordinatewise({ apply: (v) => v * v, invert: (v) => Math.sqrt(Math.abs(v)) });
  const { invert: _, ...oneWay } = square;

  test.each<[string, () => Task, string]>([
    [
      'a map that is not injective in X',
      () => transformTask(pair, { id: 'square', x: square }),
      'transform "square" is not undone by its inverse: x = -',
    ],
    ['or in Y', () => transformTask(pair, { id: 'square', y: square }), 'is not undone by its inverse: y = -'],
    [
      'a map without inverse',
      () => transformTask(pair, { id: 'square', x: oneWay }),
      'transform "square" has no inverse',
    ],
    ['spiral in two dimensions of Y', () => spiral(multinormalSparse({ dimX: 3, dimY: 2 })), 'dimY 2 is below 3'],
    ['spiral in one dimension of X', () => spiral(pair), 'dimX 1 is below 2'],
    ['swissroll_x of two dimensions', () => swissrollX(task), 'dimX 3 is not 1'],
    [
      'swissroll_x of normal numbers',
      () => swissrollX(pair),
      'is outside [0, 1], the domain of swissroll_x; apply normal_cdf',
    ],
    ['scale 0', () => affine(pair, { scale: 0 }), 'affine.scale: expected a number other than 0, got 0'],
    [
      'an unknown transform',
      () => createTask({ id: 'transformed', base: '1v1-normal-0.75', transforms: ['halfcube'] }),
      'did you mean half_cube',
    ],
    [
      'an unknown base',
      () => createTask({ id: 'transformed', base: '1v1-normal-0.57', transforms: ['asinh'] }),
      'did you mean 1v1-normal-0.75',
    ],
    [
      'no transform',
      () => createTask({ id: 'transformed', base: '1v1-normal-0.75', transforms: [] }),
      'task.transforms: expected at least one, got []',
    ],
    [
      'a transform that its base does not bear',
      () => createTask({ id: 'transformed', base: '1v1-normal-0.75', transforms: ['spiral'] }),
      'dimX 1 is below 2',
    ],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(InputError);
    expect(make).toThrow(message);
    try {
      make();
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });
});
