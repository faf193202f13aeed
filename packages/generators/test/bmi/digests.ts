import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { keyFromSeed, type Pairs } from '@minebench/core';
import { bmiSuite, createTask } from '../../src/index.ts';

const sha256 = ({ x, y }: Pairs): string =>
  createHash('sha256').update(new Uint8Array(x.buffer)).update(new Uint8Array(y.buffer)).digest('hex');

/** The first 16 digits of the SHA-256 of the bytes (little-endian) of a sample of each task. Run as a program, prints them. */
export function digests(): Record<string, string> {
  const key = keyFromSeed(2024);
  return Object.fromEntries(bmiSuite.map(({ id }) => [id, sha256(createTask(id).sample(5000, key)).slice(0, 16)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${JSON.stringify(digests(), null, 2)}\n`);
