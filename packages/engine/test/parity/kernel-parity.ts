import type { Engine, NamedArrays } from '@minebench/core';
import { engines, lowerings } from '@minebench/engine';
import { beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../support/agreement.ts';
import { programOfCases, type TrainableCase } from './kernel-program.ts';
import type { SurveyedCase } from './survey.ts';

const STEPS = 50;

const reference = engines.create('tfjs:cpu');

/** An engine that is held to the reference, and why it is not held to a case. */
export interface HeldEngine {
  readonly id: string;
  readonly leavesOut: (one: SurveyedCase) => string | undefined;
}

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

/** What is compared, for the title of a case. */
const extent = ({ withoutGradient }: SurveyedCase): string =>
  withoutGradient === undefined ? 'value, gradient and training' : `value (no gradient: ${withoutGradient})`;

/** Holds engines to `tfjs:cpu`, kernel by kernel. */
export function describeParity(
  held: readonly HeldEngine[],
  surveyed: readonly SurveyedCase[],
  kernels = Object.keys(lowerings),
): void {
  describe.each(kernels)('%s', (kernel) => {
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
}
