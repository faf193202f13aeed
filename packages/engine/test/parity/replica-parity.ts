import type { NamedArrays, NdArray } from '@minebench/core';
import { engines } from '@minebench/engine';
import { replicaOf, stacked } from '../../src/replicas/replica-axis.ts';
import { differences } from '../support/agreement.ts';
import { programOfCases, type TrainableCase } from './kernel-program.ts';

const REPLICAS = 3;

/** Another replica's operand: the same numbers in other places, indices in other rows, so that each kernel still finds what it can take. */
function turned(array: NdArray, by: number): NdArray {
  const { data, shape, dtype } = array;
  const block = dtype === 'float32' ? 1 : data.length / (shape[0] ?? 1);
  const source = (k: number) => (k + by * block) % data.length;
  return { ...array, data: data.map((_, k) => data[source(k)]) as NdArray['data'] };
}

/** Which operands all replicas read, those of every case alike. */
export type Shared = (operand: number) => boolean;

const inputsOf = (arrays: NamedArrays, replica: number): NamedArrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, turned(array, replica)]));

interface Result {
  readonly state: NamedArrays;
  readonly outputs: NamedArrays;
}

/** Where replicas that ran together differ from those that ran one by one, in what has one of the names. */
const differencesOf = (found: readonly Result[], expected: readonly Result[], compared: Names): string[] =>
  found.flatMap((one, replica) =>
    (['state', 'outputs'] as const).flatMap((part) =>
      differences(named(one[part], compared), named(expected[replica][part], compared)).map(
        (difference) => `replica ${replica}: ${difference}`,
      ),
    ),
  );

type Names = (name: string) => boolean;

const named = (arrays: NamedArrays, compared: Names): NamedArrays =>
  Object.fromEntries(Object.entries(arrays).filter(([name]) => compared(name)));

/**
 * Runs replicas in one program and one by one on the same engine. Where one sums in another order than the other and a number cancels, that number is held to
 * tfjs:cpu instead, as those of the engine are.
 */
export async function compareReplicas(
  engine: string,
  cases: readonly TrainableCase[],
  shared: Shared,
  steps: number,
  compared: Names = () => true,
): Promise<string[]> {
  const { example, state, data } = programOfCases(cases, shared);
  const states = Array.from({ length: REPLICAS }, (_, replica) => inputsOf(state, replica));
  const oneByOne = async (id: string, list: readonly TrainableCase[]): Promise<Result[]> => {
    const program = await engines.create(id).compile(programOfCases(list, shared).step, example);
    const results: Result[] = [];
    for (const one of states) results.push(await program.run(one, { data, batch: {} }, steps));
    await program.dispose();
    return results;
  };
  const { step } = programOfCases(cases, shared);
  const program = await engines.create(`${engine}+vmap`).compile(step, example, {
    replicas: { count: REPLICAS, shared: Object.keys(data) },
  });
  const result = await program.run(stacked(states), { data, batch: {} }, steps);
  await program.dispose();
  const found = states.map((_, replica) => ({
    state: replicaOf(result.state, replica, 0),
    outputs: replicaOf(result.outputs, replica, 1),
  }));
  const problems = differencesOf(found, await oneByOne(engine, cases), compared);
  if (problems.length === 0) return [];
  const references = cases.map((one) => ({ ...one, call: one.reference ?? one.call }));
  return differencesOf(found, await oneByOne('tfjs:cpu', references), compared);
}
