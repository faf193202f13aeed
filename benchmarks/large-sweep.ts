/**
 * What a sweep of 10^5 cells costs beside its training: planning, looking at it and consolidation, with the peak memory of each, on synthetic records.
 *
 *     npx tsx --conditions=@minebench/source benchmarks/large-sweep.ts [CELLS]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canonicalJson } from '@minebench/core';
import { loadExperiment, planExperiment, RecordStore } from '@minebench/runner';

const seeds = Math.ceil(Number(process.argv[2] ?? 100_000) / 4000);
const folder = mkdtempSync(join(tmpdir(), 'minebench-large-'));
const bin = fileURLToPath(new URL('../packages/cli/bin/minebench.js', import.meta.url));
const file = join(folder, 'large.ts');

writeFileSync(
  file,
  `import { defineExperiment } from '@minebench/runner';
export default defineExperiment({ id: 'large', title: 'Large', question: 'How long?', sweep: {
  task: 'gaussian', rho: [0, .1, .2, .3, .4, .5, .6, .7, .8, .9], n: [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000],
  batchSize: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], bound: ['dv', 'mine', 'mine-f', 'infonce'], critic: { id: 'joint-mlp', hidden: [32] },
  dataSeed: Array.from({ length: ${seeds} }, (_, k) => k) } });
`,
);

/** As an estimate that trained for 2000 steps leaves it. */
const curve = Array.from({ length: 20 }, (_, k) => Math.sin(k + 1));
const steps = curve.map((_, k) => 100 * (k + 1));
const result = {
  status: 'completed',
  truth: { nats: 0.5, method: 'analytic' },
  dimX: 1,
  dimY: 1,
  evaluation: { nats: 0.4, standardError: 0.01, standardErrorMethod: 'delta', largestWeight: 0.01, reliable: true },
  minibatch: { step: steps, mean: curve, standardDeviation: curve },
  selection: { step: steps, nats: curve, bestStep: 2000 },
  minibatchAverage: 0.4,
  stepsRun: 2000,
  parameters: 1000,
};
const machine = { os: 'linux', arch: 'x64', cpu: 'synthetic', cores: 2 };
const provenance = {
  startedAt: '2024-01-01T00:00:00.000Z',
  seconds: 10,
  commit: null,
  versions: {},
  machine,
  threads: 1,
  peakMemoryBytes: 1e8,
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Seconds and peak memory of a command, as one run of it has them. */
function measure(what: string, ...args: readonly string[]): void {
  const hook = `data:text/javascript,process.on("exit",()=>{const{maxRSS:m,userCPUTime:u,systemCPUTime:s}=process.resourceUsage();console.error("used "+m+" "+(u+s))})`;
  const start = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ['--import', hook, bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`minebench ${args.join(' ')}: ${stderr}`);
  const [, memory, cpu] = /used (\d+) (\d+)/.exec(stderr)!.map(Number);
  say(
    `${what.padEnd(34)} ${seconds.toFixed(1)} s (${(cpu / 1e6).toFixed(1)} s of CPU), ${Math.round(memory / 1024)} MB`,
  );
}

try {
  const url = pathToFileURL(file).href;
  const experiment = await loadExperiment(url);
  const [start, before] = [performance.now(), process.cpuUsage()];
  const cells = await planExperiment(experiment, { experimentUrl: url });
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  say(`${cells.length} cells, planned in ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of CPU)`);
  measure('status, no record yet', 'status', 'large.ts');
  const store = new RecordStore(join(folder, 'runs/large'));
  for (const { name, cell } of cells) {
    const path = store.pathOf(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${canonicalJson({ schema: 1, cell: { ...cell }, result, provenance })}\n`);
  }
  measure('status, every record there', 'status', 'large.ts');
  measure('export to Parquet', 'export', 'large.ts', '--out', 'results.parquet');
  say(`results.parquet: ${(statSync(join(folder, 'results.parquet')).size / 1e6).toFixed(1)} MB`);
  measure('sql on the Parquet file', 'sql', 'results.parquet', 'select estimator, avg(error) from results group by 1');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
