/** Tries one engine: 2 steps of x <- x + x w, whose answer is known; then names its device and measures its matrix products. */
import { EngineError, engines, tf } from '@minebench/engine';
import { messageOf } from '../run/message-of.ts';
import type { EngineCheck } from './probe-engine.ts';

const scalar = (value: number) => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) }) as const;

async function tryEngine(id: string): Promise<EngineCheck> {
  const spec = { dtype: 'float32', shape: [] } as const;
  const engine = engines.create(id);
  const program = await engine.compile(
    (state, data) => ({ state: { x: tf.add(state.x, tf.mul(state.x, data.w)) }, outputs: {} }),
    { state: { x: spec }, data: { w: spec }, batch: {} },
    { subject: 'a probe' },
  );
  const { state } = await program.run({ x: scalar(1) }, { data: { w: scalar(2) }, batch: {} }, 2);
  const found = state.x.data[0];
  if (found !== 9) throw new Error(`it computed ${found} where 9 is right`);
  const device = await engine.device?.().catch(() => undefined);
  const gflops = await rate(id);
  return { id, works: true, gflops, ...(device === undefined ? {} : { device }) };
}

/** 10^9 floating-point operations a second of matrix products of the size of a common critic; a look, in a single run, while others probe. */
async function rate(id: string): Promise<number> {
  const size = 256;
  const spec = { dtype: 'float32', shape: [size, size] } as const;
  const program = await engines
    .create(id)
    .compile(
      (state, data) => ({ state: { x: tf.matMul(state.x, data.w) }, outputs: {} }),
      { state: { x: spec }, data: { w: spec }, batch: {} },
      { subject: 'a probe' },
    );
  const filled = (number: (row: number, column: number) => number) => ({
    ...spec,
    data: Float32Array.from({ length: size * size }, (_, k) => number(Math.floor(k / size), k % size)),
  });
  const x = filled((row, column) => Math.sin(row + column * size));
  // A cyclic shift of the columns: numbers neither grow nor fade, which would change the time of a product.
  const w = filled((row, column) => (column === (row + 1) % size ? 1 : 0));
  const seconds = async (steps: number) => {
    const start = performance.now();
    await program.run({ x }, { data: { w }, batch: {} }, steps);
    return (performance.now() - start) / 1000;
  };
  await seconds(1);
  let steps = 2;
  let taken = await seconds(steps);
  while (taken < 0.2 && steps < 4096) {
    steps *= 4;
    taken = await seconds(steps);
  }
  await program.dispose();
  return (steps * 2 * size ** 3) / taken / 1e9;
}

process.on('disconnect', () => process.exit());
process.on('message', (message: { id: string } | 'leave') => {
  if (message === 'leave') process.exit();
  const { id } = message;
  tryEngine(id).then(
    (check) => process.send!(check),
    (error: unknown) => {
      const reason = messageOf(error).replace(/\s*\n\s*/g, ' ');
      const remedy = error instanceof EngineError ? undefined : engines.create(id).remedy;
      process.send!({ id, works: false, reason: remedy === undefined ? reason : `${reason}; ${remedy}` });
    },
  );
});
