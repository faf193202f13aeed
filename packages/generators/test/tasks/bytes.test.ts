import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digests } from './digests.ts';

test('long samples give the same bytes on every machine', () => {
  // Printed by: npx tsx --conditions=@minebench/source packages/generators/test/tasks/digests.ts
  expect(digests()).toEqual({
    gaussian: 'b32632140e916972a387bccc1a1c2fe418cff755ca746f8f9c59736862caddd2',
    independent: '2ce692af2fefe03188835d803e0cfbffe6fa0a205bc3aa62c3bd3f4b52ff5e12',
    'gaussian-covariance': 'c3e8ccbb32e7570f9bed4571adbeb19b71e81a198917b68079846ecb2f774976',
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
