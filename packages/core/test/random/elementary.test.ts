import { describe, expect, test } from 'vitest';
import { cos, createStream, exp, expm1, keyFromSeed, log, log1p, sin } from '../../src/index.ts';
import { cosFixed, expFixed, sinFixed, toFixed, unitsOff } from './fixed-point.ts';

const stream = createStream(keyFromSeed(20));
const between = (low: number, high: number): number => low + (high - low) * stream.uniform();
const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

const words = new BigInt64Array(1);
const double = new Float64Array(words.buffer);
/** Doubles between a and b of equal sign. */
const ulpsBetween = (a: number, b: number): number => {
  if (a === b) return 0;
  double[0] = a;
  const first = words[0];
  double[0] = b;
  return Math.abs(Number(first - words[0]));
};
const worst = (ours: (x: number) => number, reference: (x: number) => number, xs: readonly number[]): number =>
  Math.max(...xs.map((x) => ulpsBetween(ours(x), reference(x))));

const nearSwitch = (): number => between(500_000, 1_500_000);
/** The doubles nearest to multiples of pi/2, where the reduction cancels most. */
const nearMultiple = (): number => Math.round(between(1, 600_000)) * (Math.PI / 2);
const anyPositive = (): number => 2 ** between(-1074, 1023.9);

describe('against Math.*, whose error is below one unit in V8', () => {
  test.each<[string, (x: number) => number, (x: number) => number, () => number, number]>([
    ['log, all doubles', log, Math.log, anyPositive, 1],
    ['log near 1', log, Math.log, () => 1 + between(-1, 1) * 2 ** between(-52, -1), 1],
    ['exp, normal results', exp, Math.exp, () => between(-708, 709.78), 2],
    ['exp, subnormal results', exp, Math.exp, () => between(-745.13, -708), 2],
    ['exp near 0', exp, Math.exp, () => between(-1, 1) * 2 ** between(-60, 0), 2],
    ['sin', sin, Math.sin, () => between(-1, 1) * 2 ** between(-30, 30), 2],
    ['cos', cos, Math.cos, () => between(-1, 1) * 2 ** between(-30, 30), 2],
    ['sin where the reduction changes', sin, Math.sin, nearSwitch, 2],
    ['cos where the reduction changes', cos, Math.cos, nearSwitch, 2],
    ['sin near multiples of pi/2', sin, Math.sin, nearMultiple, 2],
    ['cos near multiples of pi/2', cos, Math.cos, nearMultiple, 2],
    ['sin, all doubles', sin, Math.sin, anyPositive, 2],
    ['cos, all doubles', cos, Math.cos, anyPositive, 2],
    ['log1p', log1p, Math.log1p, () => between(-1, 1) * 2 ** between(-60, 0), 4],
    ['expm1', expm1, Math.expm1, () => between(-1, 1) * 2 ** between(-60, 5), 4],
  ])('%s', (_, ours, reference, draw, tolerance) => {
    expect(worst(ours, reference, draws(20_000, draw))).toBeLessThanOrEqual(tolerance);
  });
});

describe('against arithmetic with 320 bits', () => {
  test('exp is within one unit', () => {
    for (const x of draws(500, () => between(-20, 20))) expect(unitsOff(exp(x), expFixed(x))).toBeLessThan(1);
  });

  test('sin and cos are within 0.8 units', () => {
    for (const x of draws(3000, () => between(-10, 10))) {
      expect(unitsOff(sin(x), sinFixed(x))).toBeLessThan(0.8);
      expect(unitsOff(cos(x), cosFixed(x))).toBeLessThan(0.8);
    }
  });

  test('log inverts exp: e^(log x) differs from x as half a unit of log x, and its rounding, allow', () => {
    for (const x of draws(500, () => 2 ** between(-15, 15))) {
      const y = log(x);
      const relative = Math.abs(Number(expFixed(y) - toFixed(x))) / Number(toFixed(x));
      expect(relative).toBeLessThan(0.6 * 2 ** (Math.floor(Math.log2(Math.abs(y))) - 52));
    }
  });
});

describe('at published and special values', () => {
  // Rounded from 22 digits computed with mpmath at 1400 bits; the second angle is the double nearest to a multiple of pi/2.
  test.each([
    ['sin 1e22', sin(1e22), -0.8522008497671888],
    ['cos 6381956970095103 2^797', cos(6381956970095103 * 2 ** 797), -4.687165924254628e-19],
    ['sin of the largest double', sin(Number.MAX_VALUE), 0.004961954789184062],
    ['sin 355', sin(355), -3.014435335948845e-5],
    ['log of the smallest double', log(Number.MIN_VALUE), -744.4400719213812],
    ['log(1 + 2^-52)', log(1 + 2 ** -52), 2.220446049250313e-16],
    ['log 2', log(2), Math.LN2],
    ['exp 1', exp(1), Math.E],
  ])('%s', (_, value, truth) => {
    expect(ulpsBetween(value, truth)).toBeLessThanOrEqual(1);
  });

  test.each<[string, number, number]>([
    ['log 0', log(0), -Infinity],
    ['log -0', log(-0), -Infinity],
    ['log -1', log(-1), NaN],
    ['log Infinity', log(Infinity), Infinity],
    ['log NaN', log(NaN), NaN],
    ['log 1', log(1), 0],
    ['exp 0', exp(0), 1],
    ['exp -0', exp(-0), 1],
    ['exp Infinity', exp(Infinity), Infinity],
    ['exp -Infinity', exp(-Infinity), 0],
    ['exp NaN', exp(NaN), NaN],
    ['exp 710', exp(710), Infinity],
    ['exp -746', exp(-746), 0],
    ['exp -745', exp(-745), Number.MIN_VALUE],
    ['sin 0', sin(0), 0],
    ['sin -0', sin(-0), -0],
    ['sin Infinity', sin(Infinity), NaN],
    ['sin NaN', sin(NaN), NaN],
    ['sin of the smallest double', sin(Number.MIN_VALUE), Number.MIN_VALUE],
    ['cos 0', cos(0), 1],
    ['cos -Infinity', cos(-Infinity), NaN],
    ['cos NaN', cos(NaN), NaN],
    ['log1p -1', log1p(-1), -Infinity],
    ['log1p -2', log1p(-2), NaN],
    ['log1p Infinity', log1p(Infinity), Infinity],
    ['log1p 1e-300', log1p(1e-300), 1e-300],
    ['log1p NaN', log1p(NaN), NaN],
    ['expm1 -Infinity', expm1(-Infinity), -1],
    ['expm1 Infinity', expm1(Infinity), Infinity],
    ['expm1 1e-300', expm1(1e-300), 1e-300],
    ['expm1 NaN', expm1(NaN), NaN],
  ])('%s', (_, value, expected) => {
    expect(value).toBe(expected);
  });

  test('the largest finite exponential is finite, the next argument overflows', () => {
    // the double below 1024 ln 2, and the one above
    expect(ulpsBetween(exp(709.782712893384), Math.exp(709.782712893384))).toBeLessThanOrEqual(1);
    expect(exp(709.7827128933841)).toBe(Infinity);
  });

  test('sine is odd, cosine even, bit for bit', () => {
    for (const x of draws(2000, () => 2 ** between(-40, 1000))) {
      expect(sin(-x)).toBe(-sin(x));
      expect(cos(-x)).toBe(cos(x));
    }
  });
});
