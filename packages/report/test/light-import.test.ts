import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Modules that the file loads as soon as it is loaded: static imports, but not those of types. */
function staticImports(file: URL, seen = new Map<string, string[]>()): Map<string, string[]> {
  const path = fileURLToPath(file);
  if (seen.has(path)) return seen;
  const source = readFileSync(file, 'utf8');
  const targets = [...source.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'/gms)].map(
    (match) => match[1],
  );
  seen.set(path, targets);
  for (const target of targets) if (target.startsWith('.')) staticImports(new URL(target, file), seen);
  return seen;
}

test('importing the package loads neither Vega nor the rasteriser nor Parquet: experiments import it in every worker', () => {
  const loaded = staticImports(new URL('../src/index.ts', import.meta.url));
  const outside = new Set([...loaded.values()].flat().filter((target) => !target.startsWith('.')));
  expect([...outside].sort()).toEqual([
    '@minebench/core',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:module',
    'node:path',
    'zod',
  ]);
  expect(loaded.size).toBeGreaterThan(20);
});
