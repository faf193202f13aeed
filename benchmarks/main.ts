import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Benchmark, benchmarks, type Settings } from './benchmarks.ts';
import { faults } from './faults.ts';
import { describeMachine } from './machine.ts';
import { type Row, replaced } from './measure.ts';
import { defaultFolder } from './peers/environments.ts';
import { profileRows } from './profile.ts';
import { rowText } from './row-text.ts';

const out = (line: string) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    /** File for the rows. */
    json: { type: 'string' },
    /** Keeps the file's rows of what this run does not measure. */
    keep: { type: 'boolean', default: false },
    /** Names of benchmarks, or parts of them, separated by commas. */
    only: { type: 'string' },
    repeats: { type: 'string' },
    /** Fewer sizes and repeats: a look in two minutes. */
    quick: { type: 'boolean', default: false },
    /** Which of the six sizes of a training step, from 0. */
    sizes: { type: 'string' },
    /** Numbers of threads of a training step, separated by commas. */
    threads: { type: 'string' },
    /** Folder of the Python environments that bench:peers made. */
    peers: { type: 'string', default: defaultFolder },
    /** Compares a few replicas on the processor where there is no GPU. */
    'replicas-on-cpu': { type: 'boolean', default: false },
    /** D,B,H: prints the time by operator of the step of this size, and nothing else. */
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const settings: Settings = {
  quick: values.quick,
  repeats: Number(values.repeats ?? (values.quick ? 3 : 7)),
  peers: values.peers,
  processors: cpus().length,
  replicasOnCpu: values['replicas-on-cpu'],
  ...(values.threads ? { threads: values.threads.split(',').map(Number) } : {}),
  ...(values.sizes ? { sizes: values.sizes.split(',').map(Number) } : {}),
};

function chosen(): Benchmark[] {
  const parts = values.only?.split(',').map((part) => part.trim());
  if (!parts) return benchmarks.filter(({ byName }) => !byName);
  const found = benchmarks.filter(({ name }) => parts.some((part) => name.includes(part)));
  if (found.length === 0)
    throw new Error(`--only ${values.only}: choose from ${benchmarks.map((b) => b.name).join(', ')}`);
  return found;
}

if (values.help) {
  for (const { name, summary, byName } of benchmarks)
    out(`${name.padEnd(20)} ${summary}${byName ? ' (by --only)' : ''}`);
} else if (values.profile) {
  const [dimension, batchSize, width] = values.profile.split(',').map(Number);
  for await (const row of profileRows({ dimension, batchSize, width })) out(rowText(row));
} else {
  const machine = describeMachine();
  out(
    `${machine}; medians of ${settings.repeats} repeats in turn; ratio: time over that of the first row of the same benchmark, size and threads`,
  );
  const rows: Row[] = [];
  const { json } = values;
  const before: Row[] = json && values.keep ? JSON.parse(readFileSync(json, 'utf8')) : [];
  if (json) mkdirSync(dirname(resolve(json)), { recursive: true });
  for (const { name, run } of chosen()) {
    const start = performance.now();
    for await (const row of run(settings)) {
      rows.push({ ...row, machine });
      out(rowText(row));
      // What there is survives an interruption.
      if (json) writeFileSync(json, `${JSON.stringify(replaced(before, rows), null, 1)}\n`);
    }
    out(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
  for (const fault of faults(rows)) {
    out(fault);
    process.exitCode = 1;
  }
}
