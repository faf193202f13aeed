import type { Engine, NamedArrays } from '@minebench/core';
import { engines, lowerings, tf } from '@minebench/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../support/agreement.ts';
import { kernelCases } from './cases/index.ts';
import { programOfCases, type TrainableCase } from './kernel-program.ts';
import { type SurveyedCase, survey } from './survey.ts';

const STEPS = 50;

/** Kernels with a registered gradient that is never asked for: their results are no floats. */
const WITHOUT_FLOAT_RESULTS = new Set([
  'GreaterEqual',
  'FloorDiv',
  'IsNan',
  'IsInf',
  'IsFinite',
  'ArgMax',
  'ArgMin',
  'OneHot',
]);

const reference = engines.create('tfjs:cpu');
const recorded = engines.create('ort:cpu');
const wasm = engines.create('tfjs:wasm');

// Compiling anything loads the WebAssembly backend and registers its kernels.
await wasm.compile(() => ({ state: {}, outputs: {} }), { state: {}, data: {}, batch: {} });
const surveyed = await survey(kernelCases);

/** Runs the cases of one kernel for 50 steps; gives every output of every step and the operands at the end, by case. */
async function run(engine: Engine, cases: readonly TrainableCase[]): Promise<NamedArrays[]> {
  const { step, example, state } = programOfCases(cases);
  const program = await engine.compile(step, example);
  const result = await program.run(state, { data: {}, batch: {} }, STEPS);
  await program.dispose();
  const all = [...Object.entries(result.outputs), ...Object.entries(result.state)];
  return cases.map((_, index) =>
    Object.fromEntries(
      all
        .filter(([name]) => name.startsWith(`${index}.`))
        .map(([name, array]) => [name.slice(`${index}.`.length), array]),
    ),
  );
}

it('every mapped kernel has a case', () => {
  const covered = new Set(kernelCases.map(({ kernel }) => kernel));
  expect(Object.keys(lowerings).filter((kernel) => !covered.has(kernel))).toEqual([]);
});

it.each(surveyed)('$kernel, $name: the call runs the kernel', ({ kernel, kernels }) => {
  expect(kernels).toContain(kernel);
});

it.each(Object.keys(lowerings).filter((kernel) => tf.getGradient(kernel) && !WITHOUT_FLOAT_RESULTS.has(kernel)))(
  '%s has a case whose gradient is compared',
  (kernel) => {
    expect(surveyed.filter((one) => one.kernel === kernel && one.differentiable)).not.toEqual([]);
  },
);

/** What is compared, for the title of a case. */
const extent = ({ withoutGradient }: SurveyedCase): string =>
  withoutGradient === undefined ? 'value, gradient and training' : `value (no gradient: ${withoutGradient})`;

describe.each(Object.keys(lowerings))('%s', (kernel) => {
  const cases = surveyed.filter((one) => one.kernel === kernel);
  const onWasm = cases.filter((one) => one.withoutWasm === undefined);
  const expected = new Map<SurveyedCase, NamedArrays>();
  const native = new Map<SurveyedCase, NamedArrays>();
  const assembly = new Map<SurveyedCase, NamedArrays>();

  beforeAll(async () => {
    const collect = async (into: Map<SurveyedCase, NamedArrays>, engine: Engine, list: readonly SurveyedCase[]) => {
      const results = await run(engine, list);
      list.forEach((one, index) => {
        into.set(one, results[index]);
      });
    };
    const references = cases.map((one) => ({ ...one, call: one.reference ?? one.call }));
    (await run(reference, references)).forEach((result, index) => {
      expected.set(cases[index], result);
    });
    await collect(native, recorded, cases);
    if (onWasm.length > 0) await collect(assembly, wasm, onWasm);
  });

  for (const one of cases) {
    it(`${one.name}: ${extent(one)} of ort:cpu are those of tfjs:cpu`, () => {
      expect(differences(native.get(one)!, expected.get(one)!)).toEqual([]);
    });
    const title = `${one.name}: ${extent(one)} of tfjs:wasm are those of tfjs:cpu`;
    if (one.withoutWasm === undefined) {
      it(title, () => {
        expect(differences(assembly.get(one)!, expected.get(one)!)).toEqual([]);
      });
    } else {
      it.skip(`${title} (left out: ${one.withoutWasm})`);
    }
  }
});
