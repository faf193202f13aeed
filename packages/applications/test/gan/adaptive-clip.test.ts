import { onHost, tf } from '@minebench/engine';
import { expect, it } from 'vitest';
import { clipAdaptively } from '../../src/gan/adaptive-clip.ts';

const clipped = (adversarial: number[], information: number[], most?: number) =>
  onHost(() => {
    const { gradient, factor } = clipAdaptively(tf.tensor1d(adversarial), tf.tensor1d(information), most);
    return { gradient: Array.from(gradient.dataSync()), factor: factor.dataSync()[0] };
  });

it.each([
  ['longer than the adversarial: scaled down to its norm', [3, 4], [0, 20], 0.25, [3, 9]],
  ['shorter: added as it is', [3, 4], [1, 0], 1, [4, 4]],
  ['zero: nothing is added', [3, 4], [0, 0], 1, [3, 4]],
  ['no adversarial gradient: nothing is added', [0, 0], [5, 1], 0, [0, 0]],
  ['so long that the other vanishes beside it', [3e-3, 4e-3], [0, 1e15], 5e-18, [3e-3, 9e-3]],
])('a gradient of the information that is %s', (_, adversarial, information, factor, gradient) => {
  const found = clipped(adversarial, information);
  expect(found.factor / (factor || 1)).toBeCloseTo(factor === 0 ? 0 : 1, 5);
  for (const [k, value] of gradient.entries()) expect(found.gradient[k]).toBeCloseTo(value, 6);
});

it('a gradient of the information may be told to stay a share of the adversarial', () => {
  const { gradient, factor } = clipped([3, 4], [0, 20], 0.5);
  expect(factor).toBeCloseTo(0.125, 6);
  expect(gradient[1]).toBeCloseTo(4 + 2.5, 5);
});
