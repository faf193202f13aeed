import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../src/special-functions/', import.meta.url);
const files = readdirSync(folder);
/** Exactly specified by ECMAScript or by IEEE 754. */
const exact = new Set(['abs', 'ceil', 'floor', 'max', 'min', 'sqrt', 'LN2', 'SQRT2', 'SQRT1_2', 'PI']);

describe('special functions use only exactly specified arithmetic: samplers call them', () => {
  test.each(files)('%s', (file) => {
    const code = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const used = [...code.matchAll(/Math\.(\w+)/g)].map((match) => match[1]);
    expect(used.filter((name) => !exact.has(name))).toEqual([]);
    expect(code).not.toContain('**');
  });

  test('the files are found', () => {
    expect(files).toContain('normal-cdf.ts');
  });
});
