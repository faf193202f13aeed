import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createStream, foldIn, keyFromSeed } from '../../src/index.ts';

const sha256 = (array: Float64Array | Int32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex');

/** SHA-256 of the bytes (little-endian) of long fills. Run as a program, prints them. */
export function digests(): Record<string, string> {
  const stream = (label: string) => createStream(foldIn(keyFromSeed(2024), label));
  const filled = (fill: (out: Float64Array) => void): string => {
    const out = new Float64Array(1_000_000);
    fill(out);
    return sha256(out);
  };
  return {
    uniform: filled((out) => stream('uniform').fillUniform(out)),
    normal: filled((out) => stream('normal').fillNormal(out)),
    exponential: filled((out) => stream('exponential').fillExponential(out)),
    permutation: sha256(stream('permutation').permutation(1_000_000)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${JSON.stringify(digests(), null, 2)}\n`);
