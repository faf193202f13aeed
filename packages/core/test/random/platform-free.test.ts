import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../src/random/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
/** Exactly specified by ECMAScript or by IEEE 754. */
const exact = new Set(['abs', 'floor', 'imul', 'max', 'sqrt']);

describe('random numbers use only exactly specified arithmetic', () => {
  test.each(files)('%s', (file) => {
    const code = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    const used = [...code.matchAll(/Math\.(\w+)/g)].map((match) => match[1]);
    expect(used.filter((name) => !exact.has(name))).toEqual([]);
    expect(code).not.toContain('**');
  });

  test('the files are found', () => {
    expect(files).toContain('ziggurat.ts');
    expect(files.some((file) => file.endsWith('log.ts'))).toBe(true);
  });
});
