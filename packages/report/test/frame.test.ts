import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dodge } from '../src/figures/dodge.ts';
import { errorFrame, frameOf } from '../src/figures/frame.ts';
import { thinCurve } from '../src/figures/thin-curve.ts';

test('one divergent value does not stretch the axis: it is placed on the edge', () => {
  const calm = frameOf([0.1, 0.4, 0.5], [0, 0.5], 0.5);
  const wild = frameOf([0.1, 0.4, 0.5, -4000], [0, 0.5], 0.5);
  expect(wild.domain).toEqual(calm.domain);
  expect(wild.place(-4000)).toEqual({ at: wild.domain[0], beyond: 'below' });
  expect(wild.place(0.4)).toEqual({ at: 0.4, beyond: null });
});

test('an estimator that reads ten nats low at I = 16.6 is no outlier: it is on the axis', () => {
  const frame = errorFrame([-10, 0.01, -0.02, 0.015, 0.02], 16.6);
  expect(frame.place(-10).beyond).toBeNull();
  expect(frame.scale.type).toBe('symlog');
  expect(frame.ticks).toContain(0);
});

test('errors of one size keep a linear axis', () => {
  expect(errorFrame([-0.02, 0.01, 0.03, 0.02], 0.5).scale.type).toBeUndefined();
});

test('law: the frame holds its anchors, and every value is on it or on its edge', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(number, { maxLength: 30 }), fc.double({ min: 0, max: 20, noNaN: true }), (values, truth) => {
      for (const frame of [frameOf(values, [0, truth], truth), errorFrame(values, truth, true)]) {
        const [low, high] = frame.domain;
        expect(low).toBeLessThan(0);
        expect(high).toBeGreaterThan(0);
        for (const value of values) {
          const { at, beyond } = frame.place(value);
          expect(at).toBeGreaterThanOrEqual(low);
          expect(at).toBeLessThanOrEqual(high);
          expect(beyond === null).toBe(value >= low && value <= high);
        }
      }
    }),
  );
});

test('dodged series keep their order, stay centred and never reach the next position', () => {
  const shift = dodge([0, 0.2, 0.4, 1], 3);
  const shifts = [0, 1, 2].map(shift);
  expect(shifts[0]).toBeLessThan(shifts[1]);
  expect(shifts[1]).toBe(0);
  expect(shifts[0]).toBeCloseTo(-shifts[2], 12);
  expect(shifts[2]).toBeLessThan(0.1);
  expect(dodge([0.5], 1)(0)).toBe(0);
});

test('a thinned curve keeps its level and ends at its last step; a gap stays a gap', () => {
  const step = Array.from({ length: 100 }, (_, index) => index + 1);
  const thin = thinCurve({ step, value: step.map((at) => 2 * at) }, 10);
  expect(thin).toHaveLength(10);
  expect(thin.at(-1)).toEqual({ step: 100, value: 191 });
  expect(thin[0]).toEqual({ step: 10, value: 11 });
  expect(thinCurve({ step: [1, 2, 3, 4], value: [1, null, 3, 5] }, 2)).toEqual([
    { step: 2, value: null },
    { step: 4, value: 4 },
  ]);
});
