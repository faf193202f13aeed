/** Tries one engine: 2 steps of x <- x + x w, whose answer is known. */
import { engines, tf } from '@minebench/engine';
import { messageOf } from '../run/message-of.ts';

const scalar = (value: number) => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) }) as const;

async function tryEngine(id: string): Promise<void> {
  const spec = { dtype: 'float32', shape: [] } as const;
  const program = await engines
    .create(id)
    .compile(
      (state, data) => ({ state: { x: tf.add(state.x, tf.mul(state.x, data.w)) }, outputs: {} }),
      { state: { x: spec }, data: { w: spec }, batch: {} },
      { subject: 'a probe' },
    );
  const { state } = await program.run({ x: scalar(1) }, { data: { w: scalar(2) }, batch: {} }, 2);
  const found = state.x.data[0];
  if (found !== 9) throw new Error(`it computed ${found} where 9 is right`);
}

process.on('disconnect', () => process.exit());
process.on('message', (message: { id: string } | 'leave') => {
  if (message === 'leave') process.exit();
  const { id } = message;
  tryEngine(id).then(
    () => process.send!({ id, works: true }),
    (error: unknown) => {
      const reason = messageOf(error);
      process.send!({ id, works: false, reason: reason.replace(/\s*\n\s*/g, ' ') });
    },
  );
});
