import type { Cell, Procedure } from '@minebench/core';

const context = { baseUrl: import.meta.url };

/** The results of a sweep's cells, in their order, as the procedure gives them. */
export async function runSweep<Result>(procedure: Procedure, sweep: object): Promise<Result[]> {
  const plans = await procedure.expand(sweep as never, 'sweep', context);
  const results: Result[] = [];
  for (const { files: _, ...plan } of plans)
    results.push((await procedure.run({ ...plan, code: '' } as Cell, context)) as unknown as Result);
  return results;
}
