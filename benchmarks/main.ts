import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { matrixProduct } from './matrix-product.ts';
import { interleave, type Row } from './measure.ts';
import { normalNumbers } from './normal-numbers.ts';
import { sweepWithWorkers, workerMemory } from './sweeps.ts';
import { flop, label, type StepSize, stepping, trainingStep } from './training-step.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    repeats: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
  },
});
const repeats = Number(values.repeats);
const rows: Row[] = [];
const out = (line: string) => process.stdout.write(`${line}\n`);

const add = (measured: readonly Row[], note?: (row: Row) => string) => {
  for (const row of measured) {
    rows.push(row);
    const [low, high] = row.ratioRange;
    const time = row.medianMs >= 100 ? row.medianMs.toFixed(0) : row.medianMs.toPrecision(3);
    const ratio = `${row.ratio.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
    out(
      `${row.benchmark.padEnd(22)} ${row.size.padEnd(20)} ${row.implementation.padEnd(32)} ${time.padStart(8)} ms  x ${ratio}${note ? `  ${note(row)}` : ''}`,
    );
  }
};

const wanted = (name: string) => name.includes(values.only);

out(
  `${cpus()[0].model}, ${cpus().length} processors, Node ${process.version}; one thread each; medians of ${repeats} interleaved repeats`,
);
out('ratio: time over that of the first row of the same benchmark and size');

if (wanted('training step')) {
  const sizes: { size: StepSize; steps: number; eagerSteps: number; eager: string[] }[] = [
    {
      size: { dimension: 2, batchSize: 16, width: 16 },
      steps: 2000,
      eagerSteps: 100,
      eager: ['tfjs:wasm', 'tfjs:cpu'],
    },
    {
      size: { dimension: 1, batchSize: 100, width: 100 },
      steps: 400,
      eagerSteps: 20,
      eager: ['tfjs:wasm', 'tfjs:cpu'],
    },
    { size: { dimension: 20, batchSize: 64, width: 256 }, steps: 200, eagerSteps: 8, eager: ['tfjs:wasm', 'tfjs:cpu'] },
    { size: { dimension: 20, batchSize: 256, width: 256 }, steps: 60, eagerSteps: 3, eager: ['tfjs:wasm', 'tfjs:cpu'] },
  ];
  for (const { size, steps, eagerSteps, eager } of sizes)
    add(await trainingStep({ size, steps, eagerSteps }, eager, repeats));
}

if (wanted('matrix products')) {
  const size: StepSize = { dimension: 20, batchSize: 256, width: 256 };
  const product = await matrixProduct(2 * size.batchSize, size.width, size.width, 10);
  const step = await stepping('ort:cpu', size, 60);
  const measured = await interleave('matrix products', label(size), [product, step], repeats);
  const rate = (row: Row) => (row === measured[0] ? product.flop : flop(size)) / row.medianMs / 1e6;
  add(
    measured,
    (row) =>
      `${rate(row).toFixed(1)} GFLOP/s, ${((100 * rate(row)) / rate(measured[0])).toFixed(0)}% of the product's rate`,
  );
}

if (wanted('chunked stepping')) {
  const size: StepSize = { dimension: 2, batchSize: 16, width: 16 };
  const contenders = [
    await stepping('ort:cpu', size, 1000, 250, 'ort:cpu, 250 steps a call'),
    await stepping('ort:cpu', size, 1000, 1, 'ort:cpu, one step a call'),
  ];
  add(await interleave('chunked stepping', label(size), contenders, repeats));
}

if (wanted('bounds')) {
  for (const width of [32, 256]) {
    const size: StepSize = { dimension: 20, batchSize: 512, width, critic: 'separable-mlp' };
    const contenders = [];
    for (const bound of ['dv', 'infonce'])
      contenders.push(await stepping('ort:cpu', { ...size, bound }, 40, 40, bound));
    add(await interleave('bounds, separable', label(size), contenders, repeats));
  }
}

if (wanted('normal numbers')) {
  const count = 2_000_000;
  const measured = await interleave('normal numbers', `n=${count}`, normalNumbers(count), repeats);
  add(measured, ({ medianMs }) => `${(1e6 * medianMs).toFixed(1)} ns a number`);
}

if (wanted('sweep of 16 cells')) add(await sweepWithWorkers(Math.max(3, Math.ceil(repeats / 2))));
if (wanted('worker memory')) for (const line of await workerMemory()) out(line);

if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
