import { createStream, keyFromSeed } from '@minebench/core';
import type { Contender } from './measure.ts';

/** Standard normal numbers into an array of `count`: our stream, and what JavaScript alone offers (Box and Muller 1958 over `Math.random`). */
export function normalNumbers(count: number): Contender[] {
  const numbers = new Float64Array(count);
  const stream = createStream(keyFromSeed(1));
  return [
    {
      implementation: 'stream.fillNormal',
      threads: 1,
      async run() {
        stream.fillNormal(numbers);
        return { units: count };
      },
    },
    {
      implementation: 'Box-Muller over Math.random',
      threads: 1,
      async run() {
        for (let k = 0; k < count; k += 2) {
          // In (0, 1]: its logarithm is finite.
          const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
          const angle = 2 * Math.PI * Math.random();
          numbers[k] = radius * Math.cos(angle);
          numbers[k + 1] = radius * Math.sin(angle);
        }
        return { units: count };
      },
    },
  ];
}
