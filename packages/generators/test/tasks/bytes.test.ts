import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digests } from './digests.ts';

test('long samples give the same bytes on every machine', () => {
  // Printed by: npx tsx --conditions=@minebench/source packages/generators/test/tasks/digests.ts
  expect(digests()).toEqual({
    gaussian: 'b32632140e916972a387bccc1a1c2fe418cff755ca746f8f9c59736862caddd2',
    independent: '2ce692af2fefe03188835d803e0cfbffe6fa0a205bc3aa62c3bd3f4b52ff5e12',
    'gaussian-covariance': 'c3e8ccbb32e7570f9bed4571adbeb19b71e81a198917b68079846ecb2f774976',
    equitability: '99c1431ccd1b27d0be1adf07edc50802a61560c08f55c8b203e5c8de00ae836d',
    'gamma-exponential': 'e3ee1c8a4dc5edad783ce5a34bd0217f45ee1dc3a4a8ff0f547f311998387db1',
    'correlated-uniform': 'fddf6a4f98e78f95785a1e83d850f0cab0da08ceb23be7788fc04ebfafa32242',
    'gaussian-mixture': '792696b8972c5a022f8dcf1f821f6aec867002b6b48b08e7c538440b420abebd',
    discrete: '652761686740d4075bdaf2635c09b57a7517ed1d0369c7b2d5a1fa8bd785c8df',
    xor: 'ff94a8e718b98acd844563f5d6c110a214f5cd28561b093df4c1b3b40c2f93c8',
    'symmetric-channel': '378b3f87c0756632fff62d2ffe0c436ffc4ae8786672daa4c27f4829656442a3',
    'image-channel': 'febcf3179bf9e9334218e95e92f1ca0f0c312199853dffa01a6d5292fe093ef5',
    'independent-blocks': '928b87f2c9fc8b39850e266850c9cc548c8e87a330abaa4d1df476ae205d41a3',
    'markov-chain': 'b23711c92a5eeffe32d9902c2493fba89e532453d3648ffbaedf577a95b3d148',
    independence: 'f618b8b28fe508f9a2eed432fbf876d08a8fe55c81ab65882ff214ef0d7f7eea',
  });
});

describe('tasks use only exactly specified arithmetic', () => {
  const folder = new URL('../../src/tasks/', import.meta.url);
  const exact = new Set(['abs', 'floor', 'max', 'min', 'sqrt']);
  const files = readdirSync(folder);

  test.each(files)('%s', (file) => {
    const code = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const used = [...code.matchAll(/Math\.(\w+)/g)].map((match) => match[1]);
    expect(used.filter((name) => !exact.has(name))).toEqual([]);
    expect(code).not.toContain('**');
  });

  test('the files are found', () => {
    expect(files).toContain('gaussian.ts');
  });
});
