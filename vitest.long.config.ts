import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** The long trials: the same projects, only their `*.long.test.ts` files. */
export default defineConfig({
  test: {
    ...base.test,
    projects: base.test!.projects!.map((project) => {
      const { test, ...rest } = project as { test: object };
      return { ...rest, test: { ...test, include: ['test/**/*.long.test.ts'], exclude: [], testTimeout: 3_600_000 } };
    }),
  },
});
