import { EngineError, engines, tf } from '@minebench/engine';
import { expect } from 'vitest';

/** Why there is no WebGPU here, in one line; nothing where there is. A software device will do: see docs/engines.md. */
export async function noWebgpu(id: string): Promise<string | undefined> {
  const scalar = { dtype: 'float32', shape: [] } as const;
  try {
    const program = await engines
      .create(id)
      .compile(({ w }) => ({ state: { w: tf.mul(w, 2) }, outputs: {} }), { state: { w: scalar }, data: {}, batch: {} });
    const { state } = await program.run({ w: { ...scalar, data: Float32Array.of(2) } }, { data: {}, batch: {} }, 1);
    await program.dispose();
    expect(state.w.data[0]).toBe(4);
    return undefined;
  } catch (error) {
    if (error instanceof EngineError && error.failure === 'absent') return `left out: ${error.message}`;
    throw error;
  }
}
