import { EngineError, engines, tf } from '@minebench/engine';
import type { Tensor2D } from '@tensorflow/tfjs';
import { expect } from 'vitest';

/** Why an engine on WebGPU has no device here that can do a product of its kind, in one line; nothing where it has. A software device will do: see docs/engines.md. */
export async function noWebgpu(id: string): Promise<string | undefined> {
  const one = { dtype: 'float32', shape: [1, 1] } as const;
  try {
    const program = await engines
      .create(id)
      .compile(({ w }) => ({ state: { w: tf.matMul(w as Tensor2D, tf.tensor2d([[2]])) }, outputs: {} }), {
        state: { w: one },
        data: {},
        batch: {},
      });
    const { state } = await program.run({ w: { ...one, data: Float32Array.of(2) } }, { data: {}, batch: {} }, 1);
    await program.dispose();
    expect(state.w.data[0]).toBe(4);
    return undefined;
  } catch (error) {
    if (error instanceof EngineError && error.failure === 'absent') return `left out: ${error.message}`;
    throw error;
  }
}
