import type { Claim } from '@minebench/core';
import { type ComparisonView, isLost, type OutcomeTable, outcomeTable } from './outcomes.ts';

/** Replicates of a task on which contestants met other samples, or neural ones began from other seeds. */
function unequal(table: OutcomeTable): string[] {
  return table.tasks.flatMap(({ name }, task) =>
    Array.from({ length: table.replicates }, (_, replicate) => replicate).flatMap((replicate) => {
      const there = table.outcomes
        .map((byTask) => byTask[task][replicate])
        .filter(({ status }) => status !== 'missing');
      const data = new Set(there.map(({ dataSeed }) => dataSeed));
      // A baseline has no weights, and its cells no initialisation seed.
      const init = new Set(there.filter(({ neural }) => neural).map(({ initSeed }) => initSeed));
      return data.size > 1 || init.size > 1 ? [`${name}, replicate ${replicate}`] : [];
    }),
  );
}

/** What contestants have in common, held to the records; and what they do not, told. */
export const fairnessClaim = (view: ComparisonView, terms: readonly string[]): Claim => ({
  name: 'Contestants met the same data',
  reason:
    'Common random numbers: on each replicate all contestants have the same data seed, hence the same sample, and all neural ones the same initialisation seed.',
  check(records) {
    const table = outcomeTable(records, view);
    const outcomes = table.outcomes.flat(2);
    const missing = outcomes.filter(({ status }) => status === 'missing').length;
    const apart = unequal(table);
    if (apart.length > 0)
      return { verdict: 'fails', detail: `Seeds differ between contestants on ${apart.slice(0, 3).join('; ')}.` };
    const lost = outcomes.filter(isLost).length;
    return {
      verdict: missing > 0 ? 'unresolved' : 'holds',
      detail: [
        `${outcomes.length} cells: ${outcomes.length - lost - missing} completed, ${lost} lost${missing > 0 ? `, ${missing} without a record` : ''}.`,
        ...terms,
      ].join(' '),
    };
  },
});
