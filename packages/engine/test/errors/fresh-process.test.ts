import { recordStep, tf } from '@minebench/engine';
import { expect, it } from 'vitest';

// Alone in its file: before the first operation TensorFlow.js has chosen no backend, which is where there is none to go back to.
it('a recording before any other use of TensorFlow.js does not leave the recorder chosen', () => {
  expect(tf.getBackend()).toBeUndefined();
  const vector = { dtype: 'float32', shape: [2] } as const;
  recordStep(({ w }) => ({ state: { w: tf.exp(w) }, outputs: {} }), { state: { w: vector }, data: {}, batch: {} });
  expect(tf.getBackend()).toBe('cpu');
  expect(tf.add([1, 2], [3, 4]).dataSync()).toEqual(Float32Array.of(4, 6));
});
