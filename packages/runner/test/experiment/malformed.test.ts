import { InputError } from '@minebench/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineExperiment, planExperiment } from '../../src/index.ts';
import { temporaryFolder, urlIn, writeFiles } from '../temporary-folder.ts';

const base = { task: 'gaussian', rho: 0.5, n: 400, bound: 'dv' };

/** Where a value is put, and by which name a message must call the place. */
type Place = readonly [name: string, (value: unknown) => object];

const inSweep = (names: readonly string[], put: (name: string, value: unknown) => object): Place[] =>
  names.map((name) => [name, (value) => ({ sweep: { ...base, ...put(name, value) } })]);

const fields = [
  ...['task', 'dimension', 'rho', 'mi', 'n', 'batchSize', 'references', 'referenceSize', 'bound', 'critic'],
  ...['optimizer', 'readouts', 'baseline', 'dataSeed', 'initSeed', 'seeds', 'engine', 'protocol', 'procedure', 'other'],
];
const protocol = [
  ...['version', 'steps', 'selectEvery', 'patience', 'selectionSize', 'evaluationSize', 'selectionReferences'],
  ...['evaluationReferences', 'evaluationMode', 'other'],
];

const places: readonly Place[] = [
  ...inSweep(fields, (name, value) => ({ [name]: value })),
  ...inSweep(protocol, (name, value) => ({ protocol: { [name]: value } })),
  ...inSweep(['mode', 'pool', 'size', 'distinct', 'diagonal', 'other'], (name, value) => ({
    references: { mode: 'replace', [name]: value },
  })),
  ...inSweep(['hidden', 'activation', 'dropout', 'layerNorm', 'spectralNorm', 'other'], (name, value) => ({
    critic: { id: 'joint-mlp', [name]: value },
  })),
  ...inSweep(['learningRate', 'schedule', 'clipNorm', 'weightDecay', 'other'], (name, value) => ({
    optimizer: { id: 'adam', [name]: value },
  })),
  ...inSweep(['dimension', 'rho', 'mi', 'other'], (name, value) => ({
    rho: undefined,
    task: { id: 'gaussian', [name]: value },
  })),
  ...inSweep(['base', 'transforms', 'other'], (name, value) => ({
    rho: undefined,
    task: { id: 'transformed', base: { id: 'gaussian', rho: 0.5 }, transforms: ['normal_cdf'], [name]: value },
  })),
  ...inSweep(['decay', 'other'], (name, value) => ({ bound: { id: 'mine', [name]: value } })),
  ...inSweep(['k', 'other'], (name, value) => ({ baseline: { id: 'ksg', [name]: value } })),
  ...['id', 'title', 'question', 'sweep', 'figures', 'holds', 'other'].map(
    (name): Place => [name, (value) => ({ [name]: value })],
  ),
];

const anything = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
  }),
  fc.double(),
  fc.integer(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>(() => 1, Symbol('s'), null, Number.NaN, [], [[]], {}),
);

describe('any value in any field of an experiment', () => {
  it('makes a plan, or one line that names the field', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'experiment.ts': '' });
    const experimentUrl = urlIn(folder, 'experiment.ts');
    const refused: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anything, async ([name, definition], value) => {
        // Sweeps that are only long take only long.
        fc.pre(!(name === 'seeds' && typeof value === 'number' && value > 1000));
        try {
          const head = { id: 'a', title: 't', question: 'q', sweep: base };
          const experiment = defineExperiment({ ...head, ...definition(value) } as never);
          await planExperiment(experiment, { experimentUrl, confirmed: false });
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          const { message } = error as InputError;
          refused.push(message);
          // An option that cannot be is one of its task's.
          expect(message).toMatch(new RegExp(`${name}|task`));
          // No second line, nothing that moves a cursor, and none of the words of the library that validates.
          // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
          expect(message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]|Invalid input|received/);
        }
      }),
      { numRuns: 500, seed: 6, endOnFailure: true },
    );
    expect(refused.length).toBeGreaterThan(350);
  });
});
