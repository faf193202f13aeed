import { describe, expect, it } from 'vitest';
import { brokenOutput, brokenState } from '../src/divergence.ts';

const what = { penalty: 'the penalty', loss: 'the loss' };

describe('what ended a training', () => {
  it('is the output that broke first, whatever its name', () => {
    const outputs = { penalty: [1, 1, 1], loss: [1, Number.POSITIVE_INFINITY, 1] };
    expect(brokenOutput(what, outputs, 10)).toEqual({ reason: 'the loss is not finite', step: 12 });
    expect(brokenOutput(what, { ...outputs, penalty: [Number.NaN, 1, 1] }, 10)).toEqual({
      reason: 'the penalty is not finite',
      step: 11,
    });
  });

  it('is the one named first where two broke at once', () => {
    expect(brokenOutput(what, { penalty: [1, Number.NaN], loss: [1, Number.NaN] }, 0)).toEqual({
      reason: 'the penalty is not finite',
      step: 2,
    });
  });

  it('may be the state alone', () => {
    const state = (value: number) => ({
      params: { dtype: 'float32' as const, shape: [2], data: Float32Array.of(1, value) },
    });
    expect(brokenOutput(what, { penalty: [1], loss: [1] }, 0)).toBeUndefined();
    expect(brokenState(state(2), 7)).toBeUndefined();
    expect(brokenState(state(Number.NaN), 7)).toEqual({ reason: 'params is not finite', step: 7 });
  });
});
