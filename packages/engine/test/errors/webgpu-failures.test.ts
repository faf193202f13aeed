import type { NdArray, Program } from '@minebench/core';
import { EngineError, engines, tf } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { noWebgpu } from '../parity/webgpu-device.ts';

const scalar = { dtype: 'float32', shape: [] } as const;

/** x <- x + mean (x + 1)^2 over a table of size x size, which is there in full. */
const program = (id: string, size: number): Promise<Program> =>
  engines.create(id).compile(
    ({ x }) => {
      const table = tf.add(tf.mul(tf.ones([size, 1]), x), tf.ones([1, size]));
      return { state: { x: tf.add(x, tf.mean(tf.square(table))) }, outputs: {} };
    },
    { state: { x: scalar }, data: {}, batch: {} },
  );

const run = async (compiled: Program): Promise<NdArray> =>
  (await compiled.run({ x: { ...scalar, data: Float32Array.of(1) } }, { data: {}, batch: {} }, 2)).state.x;

const failureOf = (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    (answer) => answer,
    (error: unknown) => (error instanceof EngineError ? error.failure : error),
  );

/** A table of 3 x 10^9 numbers, 12 GB, is more than a buffer holds. */
const TOO_LARGE = 55_000;

const missing = await noWebgpu('ort:webgpu');
if (missing) describe.skip('failures of a WebGPU device', () => void it(missing, () => {}));
else
  describe('failures of a WebGPU device', () => {
    it.each(['ort:webgpu', 'tfjs:webgpu'])('%s says that memory is short, and computes on', async (id) => {
      expect(await failureOf(program(id, TOO_LARGE).then(run))).toBe('memory');
      // 1 + 2^2 = 5, 5 + 6^2 = 41.
      expect((await run(await program(id, 8))).data[0]).toBe(41);
    });

    it('tfjs:webgpu says that its device is lost, in a call that waits and in every later one', async () => {
      const compiled = await program('tfjs:webgpu', 8);
      await run(compiled);
      const { device } = tf.findBackend('webgpu') as unknown as { device: { destroy(): void } };
      const running = run(compiled);
      device.destroy();
      expect(await failureOf(running)).toBe('lost');
      expect(await failureOf(run(compiled))).toBe('lost');
    });
  });
