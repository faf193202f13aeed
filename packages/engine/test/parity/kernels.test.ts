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

// Compiling anything loads the WebAssembly backend and registers its kernels.
await engines.create('tfjs:wasm').compile(() => ({ state: {}, outputs: {} }), { state: {}, data: {}, batch: {} });
const surveyed = await survey(kernelCases);

/** Kernels of images, which `wasm:simd` does not have. */
const IMAGES = /Conv2D|Pool/;

/** Engines that are held to the reference, and why one of them is not held to a case. */
const held: readonly { readonly id: string; readonly leavesOut: (one: SurveyedCase) => string | undefined }[] = [
  { id: 'ort:cpu', leavesOut: () => undefined },
  {
    id: 'wasm:simd',
    leavesOut: ({ kernels }) =>
      kernels.some((kernel) => IMAGES.test(kernel)) ? 'it has no kernels of images' : undefined,
  },
  { id: 'tfjs:wasm', leavesOut: ({ withoutWasm }) => withoutWasm },
];

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
  const expected = new Map<SurveyedCase, NamedArrays>();
  beforeAll(async () => {
    const results = await run(
      reference,
      cases.map((one) => ({ ...one, call: one.reference ?? one.call })),
    );
    results.forEach((result, index) => {
      expected.set(cases[index], result);
    });
  });

  describe.each(held)('$id', ({ id, leavesOut }) => {
    const taken = cases.filter((one) => leavesOut(one) === undefined);
    const actual = new Map<SurveyedCase, NamedArrays>();
    beforeAll(async () => {
      if (taken.length === 0) return;
      (await run(engines.create(id), taken)).forEach((result, index) => {
        actual.set(taken[index], result);
      });
    });

    for (const one of cases) {
      const title = `${one.name}: ${extent(one)} are those of tfjs:cpu`;
      const reason = leavesOut(one);
      if (reason !== undefined) it.skip(`${title} (left out: ${reason})`);
      else
        it(title, () => {
          expect(differences(actual.get(one)!, expected.get(one)!)).toEqual([]);
        });
    }
  });
});
