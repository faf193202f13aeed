import { tf } from '../tf.ts';

/**
 * Runs a synchronous TensorFlow.js function on the plain CPU backend and gives back what it returns; tensors made inside are disposed of.
 * For initial parameters and for reducing scores to an estimate: small work whose numbers are needed at once.
 */
export function onHost<T>(compute: () => T): T {
  const previous = tf.getBackend();
  tf.setBackend('cpu');
  tf.engine().startScope();
  try {
    return compute();
  } finally {
    tf.engine().endScope();
    if (previous) tf.setBackend(previous);
  }
}
