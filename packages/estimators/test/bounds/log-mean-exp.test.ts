import { engines, onHost, tf } from '@minebench/engine';
import type { Scalar, Tensor, Tensor1D } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { logMeanExp } from '../../src/bounds/log-mean-exp.ts';

/** The definition in float64. */
function exact(scores: readonly number[]): number {
  const largest = Math.max(...scores);
  return largest + Math.log(scores.reduce((sum, t) => sum + Math.exp(t - largest), 0) / scores.length);
}

/** Central differences of the definition: a step of 1e-3 is off by 1e-6 / 6 times a third derivative below 1, and by 1e-10 for the 16 digits of 1000. */
const differences = (scores: readonly number[]): number[] => {
  const moved = (k: number, step: number) => exact(scores.map((t, i) => (i === k ? t + step : t)));
  return scores.map((_, k) => (moved(k, 1e-3) - moved(k, -1e-3)) / 2e-3);
};

const cases: [string, readonly number[]][] = [
  ['moderate', [0.3, -1.2, 2, 0.31, -0.5]],
  ['all about 1e3', [1000, 1001, 999.5, 1000.25]],
  ['all about -1e3', [-1000, -1001, -999.5, -1000.25]],
  ['one dominating', [1000, 0, -3, 5, -1000]],
  ['one far below the others', [0.5, 0, -1e3, 1]],
  ['two that share the largest', [1e3, 1e3, -1e3]],
  ['all equal', [-7, -7, -7, -7]],
  ['one score', [1e3]],
];

describe('log mean e^t', () => {
  it.each(cases)('and its gradient, scores %s, in float32', (_, scores) => {
    onHost(() => {
      const { value, grad } = tf.valueAndGrad((t: Tensor) => logMeanExp(t))(tf.tensor1d([...scores]));
      // 24 bits of the largest score, and of sums and quotients near one.
      expect(Math.abs(value.dataSync()[0] - exact(scores))).toBeLessThan(1e-6 + 2e-7 * Math.abs(scores[0]));
      const expected = differences(scores);
      grad.dataSync().forEach((found, k) => {
        expect(Math.abs(found - expected[k])).toBeLessThan(2e-6);
      });
    });
  });

  it.each(['ort:cpu', 'tfjs:cpu'])('has the same gradient on %s, scaled by what is behind it', async (engine) => {
    for (const [, scores] of cases) {
      const program = await engines.create(engine).compile(
        (_, __, { t }) => {
          const { grads } = tf.valueAndGrads((x: Tensor) => tf.mul(-3, logMeanExp(x)) as Scalar)([t]);
          return { state: {}, outputs: { gradient: grads[0] as Tensor1D } };
        },
        { state: {}, data: {}, batch: { t: { dtype: 'float32', shape: [scores.length] } } },
      );
      const t = { dtype: 'float32' as const, shape: [1, scores.length], data: Float32Array.from(scores) };
      const { outputs } = await program.run({}, { data: {}, batch: { t } }, 1);
      await program.dispose();
      const expected = differences(scores);
      Array.from(outputs.gradient.data as Float32Array).forEach((found, k) => {
        expect(Math.abs(found / -3 - expected[k])).toBeLessThan(2e-6);
      });
    }
  });
});
