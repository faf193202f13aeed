import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { keyFromSeed, type Pairs } from '@minebench/core';
import { createTask, gaussian, gaussianCovariance, independentDraws } from '../../src/index.ts';

const sha256 = ({ x, y }: Pairs): string =>
  createHash('sha256').update(new Uint8Array(x.buffer)).update(new Uint8Array(y.buffer)).digest('hex');

/** Tasks by name, and how many draws. */
const byName: readonly (readonly [{ id: string; [option: string]: unknown }, number])[] = [
  [{ id: 'equitability', f: 'sin', sigma: 0.3, dimension: 2 }, 50_000],
  [{ id: 'gamma-exponential', shape: 0.4 }, 100_000],
  [{ id: 'correlated-uniform', width: 0.3 }, 100_000],
  [{ id: 'gaussian-mixture', ...mixture() }, 50_000],
  [
    {
      id: 'discrete',
      table: [
        [0.1, 0.2, 0.1],
        [0, 0.25, 0.35],
      ],
      encoding: 'number',
    },
    100_000,
  ],
  [{ id: 'xor', error: 0.1 }, 100_000],
  [{ id: 'symmetric-channel', symbols: 7, error: 0.3, encoding: 'number' }, 100_000],
  [{ id: 'image-channel', error: 0.2 }, 300],
  [{ id: 'independent-blocks', blocks: [{ id: 'gaussian', rho: 0.5 }, 'xor'] }, 50_000],
  [{ id: 'markov-chain', rhos: [0.9, 0.5] }, 100_000],
  [{ id: 'independence', dimX: 2, dimY: 1, marginals: 'student', df: 3 }, 50_000],
];

function mixture() {
  const covariance = [
    [1, 0.6],
    [0.6, 2],
  ];
  return {
    components: [
      { weight: 0.3, mean: [0, 1], covariance },
      { weight: 0.7, mean: [2, -1], covariance },
    ],
  };
}

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
    ...Object.fromEntries(byName.map(([choice, count]) => [choice.id, sha256(createTask(choice).sample(count, key))])),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${JSON.stringify(digests(), null, 2)}\n`);
