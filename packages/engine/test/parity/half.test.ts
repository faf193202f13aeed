import { engines, tf } from '@minebench/engine';
import { describe, expect, it } from 'vitest';
import { Draws } from '../support/draws.ts';
import { noWebgpu } from './webgpu-device.ts';

/** Unit roundoff of float16: eleven significant bits. */
const UNIT = 2 ** -11;
const [ROWS, TERMS, COLUMNS] = [9, 64, 7];
const draws = new Draws(43);
const a = draws.normal(ROWS, TERMS);
const b = draws.normal(TERMS, COLUMNS);

async function product(id: string) {
  const program = await engines
    .create(id)
    .compile((_, data) => ({ state: {}, outputs: { y: tf.matMul(data.a as never, data.b as never) } }), {
      state: {},
      data: { a, b },
      batch: {},
    });
  const { outputs } = await program.run({}, { data: { a, b }, batch: {} }, 1);
  await program.dispose();
  return outputs.y;
}

const missing = await noWebgpu('ort:webgpu+half');
if (missing) it.skip(`products in half precision (${missing})`);
else
  describe('a product of ort:webgpu+half', () => {
    it('is within the roundings of its operands, its terms and its sums, and no nearer than half precision is', async () => {
      const { data, dtype } = await product('ort:webgpu+half');
      expect(dtype).toBe('float32');
      let largest = 0;
      data.forEach((found, place) => {
        const [row, column] = [Math.floor(place / COLUMNS), place % COLUMNS];
        const terms = Array.from({ length: TERMS }, (_, k) => a.data[row * TERMS + k] * b.data[k * COLUMNS + column]);
        const [exact, size] = [terms, terms.map(Math.abs)].map((list) => list.reduce((sum, term) => sum + term, 0));
        // Two roundings of operands, one of each term and one of each sum where the provider adds up in float16 as well: (k + 3) u sum |a b| to first order.
        expect(Math.abs(found - exact)).toBeLessThan((TERMS + 3) * UNIT * size);
        largest = Math.max(largest, Math.abs(found - exact) / size);
      });
      // In float32 it would be below 2^-18.
      expect(largest).toBeGreaterThan(UNIT / 64);
    });
  });
