import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { keyFromSeed, linearRegression, type Pairs } from '@minebench/core';
import { estimateKsg } from '@minebench/estimators';
import { createTask } from '@minebench/generators';
import { interleave, type Row } from './measure.ts';
import { type Scipy, startScipy } from './scipy-process.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    /** A size that would take more than this many seconds as brute force does, n^2, from the size before, is left out. */
    limit: { type: 'string', default: '60' },
    dims: { type: 'string', default: '1,2,5,10,20' },
    python: { type: 'string', default: 'python3' },
  },
});
const limit = 1000 * Number(values.limit);
const out = (line: string) => process.stdout.write(`${line}\n`);
const K = 3;
const SIZES = [1000, 3162, 10_000, 31_623, 100_000];

/** KSG against scipy's k-d tree on one sample of correlated Gaussians, d + d dimensions. */
async function compare(pairs: Pairs, scipy: Scipy | undefined): Promise<Row[]> {
  let nats = Number.NaN;
  const contenders = [
    {
      implementation: 'minebench',
      threads: 1,
      async run() {
        nats = estimateKsg(pairs, { k: K, variant: 1 }).nats;
        return { units: 1 };
      },
    },
  ];
  if (scipy) {
    scipy.give(pairs);
    contenders.push({
      implementation: 'scipy cKDTree',
      threads: 1,
      async run() {
        const peer = await scipy.estimate(pairs, K);
        // The digamma function and the order of sums differ, not a single count.
        if (!(Math.abs(peer - nats) < 1e-9)) throw new Error(`scipy gives ${peer} nats, minebench ${nats}`);
        return { units: 1 };
      },
    });
  }
  const size = `n=${pairs.count} d=${pairs.dimX}+${pairs.dimY}`;
  // From 10^4 points on a run takes long enough to be its own warm-up.
  return pairs.count < 10_000
    ? interleave('ksg', size, contenders, { repeats: 5 })
    : interleave('ksg', size, contenders, { repeats: 1, warmUps: 0 });
}

/** Slope of log time over log n, from n = 10^4 on where there are so many sizes. */
function exponent(rows: readonly (Row & { readonly n: number })[]): number {
  const large = rows.filter(({ n }) => n >= 10_000);
  const used = large.length >= 3 ? large : rows;
  return linearRegression(
    used.map(({ n }) => Math.log(n)),
    used.map(({ medianMs }) => Math.log(medianMs!)),
  ).slope;
}

out(`${cpus()[0].model}, Node ${process.version}; one thread each; k = ${K}, rho = .6; ratio: time over minebench's`);
const scipy = await startScipy(values.python);
if (!scipy) out(`no scipy in ${values.python}: its rows are skipped; --python FILE names another`);
const rows: Row[] = [];
for (const dimension of values.dims.split(',').map(Number)) {
  const own: (Row & { n: number })[] = [];
  const task = createTask({ id: 'gaussian', dimension, rho: 0.6 });
  for (const [k, n] of SIZES.entries()) {
    const before = own[own.length - 1];
    if (before && before.medianMs! * (n / before.n) ** 2 > limit) {
      out(`ksg ${`n=${n} d=${dimension}+${dimension}`.padEnd(18)} left out: it could take more than ${limit / 1000} s`);
      break;
    }
    const measured = await compare(task.sample(n, keyFromSeed(k)), scipy);
    rows.push(...measured);
    own.push({ ...measured[0], n });
    for (const { size, implementation, medianMs, ratio } of measured) {
      out(
        `ksg ${size.padEnd(18)} ${implementation.padEnd(14)} ${(medianMs! / 1000).toFixed(3).padStart(8)} s  x ${ratio!.toFixed(2)}`,
      );
    }
  }
  if (own.length >= 3) {
    const slope = exponent(own);
    // Brute force has 2; n log n looks like 1.1 between 10^4 and 10^5.
    const verdict = slope > 1.75 ? ': brute force in all but name' : '';
    out(`ksg d=${dimension}+${dimension}: time grows as n^${slope.toFixed(2)}${verdict}`);
  }
}
scipy?.close();
if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
