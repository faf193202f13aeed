import { linearRegression } from '@minebench/core';
import { type Contender, costs, interleave, median, type Row } from './measure.ts';
import { fitPowerLaw } from './power-law.ts';
import { label, POOL, parameters, type StepSize } from './step-size.ts';
import { stepping } from './stepping.ts';

interface Axis {
  /** What the cost is fitted against, from small to large. */
  readonly name: string;
  readonly sizes: readonly StepSize[];
  quantity(size: StepSize): number;
  /** Whether a floor of overhead is fitted too; where the cost should not grow there is nothing above it. */
  readonly floor: boolean;
}

const axes = (quick: boolean): Axis[] => [
  {
    name: 'b',
    sizes: [16, 32, 64, 128, 256, 512, 1024].map((batchSize) => ({ dimension: 20, batchSize, width: 256 })),
    quantity: ({ batchSize }) => batchSize,
    floor: true,
  },
  {
    name: 'parameters, by H',
    sizes: [16, 32, 64, 128, 256, 512, 1024].map((width) => ({ dimension: 20, batchSize: 128, width })),
    quantity: parameters,
    floor: true,
  },
  {
    name: 'parameters, by d',
    sizes: [8, 32, 128, 256, 512, 1024].map((dimension) => ({ dimension, batchSize: 128, width: 256, pool: 2000 })),
    quantity: parameters,
    floor: true,
  },
  {
    name: 'n',
    sizes: [1e3, 1e4, 1e5, ...(quick ? [] : [1e6])].map((pool) => ({
      dimension: 20,
      batchSize: 128,
      width: 256,
      pool,
    })),
    quantity: ({ pool = POOL }) => pool,
    floor: false,
  },
];

/** Cost of a step of `ort:cpu` against b, parameters and n: a row a size, all sizes of an axis in turn, then a row with the fitted exponent. */
export async function* costOfStep(repeats: number, quick: boolean): AsyncGenerator<Row> {
  for (const { name, sizes, quantity, floor } of axes(quick)) {
    const contenders: Contender[] = [];
    const programs = [];
    for (const size of sizes) {
      const { program, ...contender } = await stepping('ort:cpu', size, 250);
      const start = performance.now();
      await contender.run();
      const each = (performance.now() - start) / 250;
      // A tenth of a second, or the 250 steps that a call takes in training.
      const runs = Math.max(1, Math.round(100 / (250 * each)));
      programs.push(program);
      contenders.push({
        ...contender,
        async run() {
          for (let k = 0; k < runs; k++) await contender.run();
          return { units: 250 * runs };
        },
      });
    }
    const measured = await interleave(`cost against ${name}`, '', contenders, { repeats });
    for (const [k, row] of measured.entries()) {
      yield {
        ...row,
        size: `${label(sizes[k])}${floor ? '' : ` n=${quantity(sizes[k])}`}`,
        quantity: quantity(sizes[k]),
      };
    }
    for (const program of programs) await program.dispose();
    yield exponentRow(name, sizes.map(quantity), measured, floor);
  }
}

function exponentRow(name: string, x: readonly number[], measured: readonly Row[], floor: boolean): Row {
  const fits = measured[0].times.map((_, repeat) => {
    const t = measured.map((row) => costs(row)[repeat]);
    if (floor) return fitPowerLaw(x, t);
    return { exponent: linearRegression(x.map(Math.log), t.map(Math.log)).slope, floor: 0 };
  });
  const exponents = fits.map(({ exponent }) => exponent);
  const exponent = median(exponents);
  const range = [Math.min(...exponents), Math.max(...exponents)] as const;
  const floorMs = median(fits.map((fit) => fit.floor));
  const above = floor ? `, above a floor of ${floorMs.toPrecision(2)} ms` : '';
  return {
    ...measured[measured.length - 1],
    benchmark: 'exponent',
    size: name,
    exponent,
    exponentRange: range,
    floorMs,
    note: `exponent ${exponent.toFixed(2)} (${range[0].toFixed(2)} to ${range[1].toFixed(2)})${above}`,
  };
}
