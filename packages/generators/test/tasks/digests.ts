import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { keyFromSeed, type Pairs } from '@minebench/core';
import { gaussian, gaussianCovariance, independentDraws } from '../../src/index.ts';

const sha256 = ({ x, y }: Pairs): string =>
  createHash('sha256').update(new Uint8Array(x.buffer)).update(new Uint8Array(y.buffer)).digest('hex');

/** SHA-256 of the bytes (little-endian) of long samples. Run as a program, prints them. */
export function digests(): Record<string, string> {
  const key = keyFromSeed(2024);
  const task = gaussian({ dimension: 20, rho: 0.5 });
  const covariance = [
    [2, 0.3, 0.5],
    [0.3, 1, 0.2],
    [0.5, 0.2, 3],
  ];
  return {
    gaussian: sha256(task.sample(20_000, key)),
    independent: sha256(independentDraws(task, 20_000, key)),
    'gaussian-covariance': sha256(gaussianCovariance({ dimX: 1, dimY: 2, covariance }).sample(100_000, key)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${JSON.stringify(digests(), null, 2)}\n`);
