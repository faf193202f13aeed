import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const condition = '@minebench/source';

/** One project a package, so that `vitest --project engine` and `nx test` run a single one; `workspace` holds the tests of the house itself. */
const project = (name: string, root: string) => ({
  resolve: { conditions: [condition] },
  ssr: { resolve: { conditions: [condition] } },
  test: {
    name,
    root,
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default defineConfig({
  test: {
    pool: 'forks',
    // By itself vitest leaves a core free, which is half of two.
    maxWorkers: '100%',
    execArgv: [`--conditions=${condition}`],
    projects: [
      project('workspace', '.'),
      ...readdirSync(new URL('packages', import.meta.url)).map((name) => project(name, `packages/${name}`)),
    ],
  },
});
