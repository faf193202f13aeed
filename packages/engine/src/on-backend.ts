import { tf } from './tf.ts';

/**
 * Runs a synchronous function while the named TensorFlow.js backend is the chosen one. Whatever happens, the one chosen before is chosen again
 * afterwards, and tensors made inside are disposed of.
 */
export function onBackend<T>(backend: string, compute: () => T): T {
  // TensorFlow.js has chosen none before its first operation; the CPU is what it would take.
  const previous = tf.getBackend() ?? 'cpu';
  tf.setBackend(backend);
  tf.engine().startScope();
  try {
    return compute();
  } finally {
    tf.engine().endScope();
    tf.setBackend(previous);
  }
}
