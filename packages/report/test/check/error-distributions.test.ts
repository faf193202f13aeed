import { expect, it } from 'vitest';
import { errorDistributions } from '../../src/check/error-distributions.ts';
import type { PairedComparison } from '../../src/check/paired-comparison.ts';
import { vegaSvg } from '../../src/render/vega-svg.ts';
import { lightConfig } from '../../src/theme/config.ts';
import { expectLegible } from '../journal-column.ts';
import { gate } from './simulated-runs.ts';

const outcome = (error: number | null) => ({ error, flop: null, digest: String(error) });

const comparisons = (estimators: readonly string[]): PairedComparison[] =>
  estimators.flatMap((estimator) =>
    ['1v1-additive-0.75', 'multinormal-sparse-3-3-2-2.0', 'asinh-student-identity-2-2-1'].map((task, row) => ({
      task,
      estimator,
      pairs: [-0.9, -0.05, 0.1, null].map((error) => ({
        before: outcome(error === null ? null : error - 0.1 * row),
        after: outcome(error),
      })),
    })),
  );

it.each([
  ['one estimator', ['dv']],
  ['several', ['dv + joint-mlp', 'infonce + separable-mlp', 'mine-f + separable-mlp']],
])('errors of %s before and now fit a journal’s column, with every task and estimator named', async (_, estimators) => {
  const specification = errorDistributions(comparisons(estimators), gate()).draw([]);
  const svg = await vegaSvg({ ...specification, config: lightConfig } as never);
  expectLegible(svg);
  for (const part of ['1v1-additive-0.75', 'multinormal-', 'asinh-student-', '× 1 of 4 lost'])
    expect(svg).toContain(part);
  // a name is broken where its panel is too narrow for it
  const letters = svg.replace(/<[^>]*>|\s/g, '');
  for (const name of estimators) expect(letters).toContain(name.replaceAll(' ', ''));
});
