import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CellResult, CheckedProcedure, Experiment } from '@minebench/core';
import { describe, expect, it } from 'vitest';
import { planExperiment } from '../../src/experiment/plan.ts';
import {
  defineExperiment,
  estimate,
  gradientBias,
  inProcessExecutor,
  minibatchOracle,
  oracle,
  RecordStore,
  type RunEvent,
  resampling,
  runExperiment,
  takeStock,
} from '../../src/index.ts';
import { requireFinite } from '../../src/procedures/estimate/result.ts';
import { failure } from '../../src/run/events.ts';
import { toJson } from '../../src/store/record-text.ts';
import { chainExperiment } from '../chain-experiment.ts';
import { temporaryFolder, urlIn, writeFiles } from '../temporary-folder.ts';

const truth = { nats: 0.14, method: 'analytic' };
const facts = { truth, dimX: 1, dimY: 1 };
const evaluation = { nats: 0.1, standardError: 0.01, standardErrorMethod: 'delta', reliable: true };
const minibatch = { step: [1], mean: [0.1], standardDeviation: [null] };
const selection = { step: [1], nats: [null], bestStep: 1 };
const permutationTest = {
  permutations: 99,
  pValue: 0.01,
  rows: 500,
  observed: 0.1,
  nullMean: 0.001,
  nullStandardDeviation: 0.002,
};
const completed = {
  status: 'completed',
  ...facts,
  evaluation,
  readouts: { dv: evaluation },
  optimalCritic: evaluation,
  flopPerStep: 1e6,
  permutationTest,
  minibatch,
  selection: { ...selection, criterion: [null], constant: [null] },
};
const diverged = { status: 'diverged', ...facts, reason: 'it is NaN', step: 3 };

const value = { nats: null, standardError: 0.1 };
const values = { dv: value, nwj: value, forgottenLog: value, shiftedLog: value };
const readings = { status: 'completed', ...facts, values, identityGap: { optimal: 0 } };

const mean = { mean: 0.1, standardError: 0.01 };
const resampled = { status: 'completed', ...facts, fixedPoints: mean, distinct: mean };
const replicates = { ...mean, variance: 1, varianceStandardError: 0.1, smallest: -1, largest: null };
const minibatchValues = { dv: replicates, nwj: replicates, infonce: replicates };

const flaw = (procedure: CheckedProcedure, result: object) => procedure.flawOf(result as CellResult);

describe('a result', () => {
  it.each([
    [estimate, completed],
    [estimate, { status: 'completed', ...facts, evaluation: { ...evaluation, standardError: null } }],
    [estimate, diverged],
    [estimate, failure('crash', 'its worker died')],
    [oracle, readings],
    [oracle, failure('timeout', 'it ran long')],
    [resampling, resampled],
    [gradientBias, { status: 'completed', bias: { controlled: mean, plain: mean } }],
    [minibatchOracle, { status: 'completed', ...facts, values: minibatchValues }],
  ])('is whole: %#', (procedure, result) => {
    expect(flaw(procedure, result)).toBeUndefined();
  });

  it.each([
    [estimate, { ...completed, evaluation: undefined }, 'evaluation '],
    [estimate, { ...completed, evaluation: { ...evaluation, nats: null } }, 'evaluation.nats '],
    [estimate, { ...completed, evaluation: { ...evaluation, nats: '0.1' } }, 'evaluation.nats '],
    [estimate, { ...completed, evaluation: { ...evaluation, standardError: undefined } }, 'evaluation.standardError '],
    [estimate, { ...completed, truth: undefined }, 'truth '],
    [estimate, { ...completed, readouts: { dv: {} } }, 'readouts.dv.nats '],
    [estimate, { ...completed, minibatch: { ...minibatch, mean: 0.1 } }, 'minibatch.mean '],
    [estimate, { ...completed, selection: { ...selection, bestStep: undefined } }, 'selection.bestStep '],
    [estimate, { ...completed, selection: { ...selection, criterion: 0.1 } }, 'selection.criterion '],
    [estimate, { ...completed, selection: { ...selection, constant: 0.1 } }, 'selection.constant '],
    [estimate, { ...completed, optimalCritic: {} }, 'optimalCritic.nats '],
    [estimate, { ...completed, flopPerStep: null }, 'flopPerStep '],
    [estimate, { ...completed, permutationTest: { ...permutationTest, pValue: null } }, 'permutationTest.pValue '],
    [estimate, { ...diverged, step: undefined }, 'step '],
    [estimate, { status: 'failed' }, 'reason '],
    [oracle, { ...readings, values: { ...values, nwj: undefined } }, 'values.nwj '],
    [oracle, { ...readings, identityGap: undefined }, 'identityGap '],
    [oracle, { ...readings, status: 'diverged' }, 'status '],
    [resampling, { ...resampled, distinct: undefined }, 'distinct '],
    [resampling, { ...resampled, picture: { x: [0] } }, 'picture.y '],
    [gradientBias, { status: 'completed', bias: { plain: mean } }, 'bias.controlled '],
    [minibatchOracle, { status: 'completed', ...facts, values: { ...minibatchValues, nwj: {} } }, 'values.nwj.mean '],
  ])('that lacks something is known by it: %#', (procedure, result, named) => {
    expect(flaw(procedure, toJson(result) as object)).toBe(`${named}is missing or not as it should be`);
  });

  it('that is not finite has diverged, whatever its estimator calls it', () => {
    const of = (nats: number) => requireFinite({ ...completed, evaluation: { ...evaluation, nats } } as never);
    expect(of(0.2)).toMatchObject({ status: 'completed', evaluation: { nats: 0.2 } });
    for (const nats of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(of(nats)).toMatchObject({ status: 'diverged', step: 0, minibatch });
      expect(flaw(estimate, toJson({ ...facts, ...of(nats) }) as object)).toBeUndefined();
    }
  });
});

function setting() {
  const folder = temporaryFolder();
  writeFiles(folder, { 'experiment.ts': '' });
  return { store: join(folder, 'runs'), experimentUrl: urlIn(folder, 'experiment.ts') };
}

async function run(experiment: Experiment, place: ReturnType<typeof setting>) {
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => events.push(event);
  const summary = await runExperiment(experiment, { ...place, executor: inProcessExecutor, onEvent });
  return { summary, plan: events.find((event) => event.event === 'plan')! };
}

describe('a record whose result is not whole', () => {
  const small = (sweep: object) =>
    defineExperiment({ id: 'small', title: 'Small', question: 'Is it whole?', sweep: sweep as never });

  it.each([
    ['evaluation', small({ task: 'gaussian', rho: 0.5, n: 100, baseline: 'ksg', protocol: { evaluationSize: 100 } })],
    ['values', small({ procedure: oracle, task: 'gaussian', rho: 0.5, n: 100 })],
  ])('that lacks %s is set aside by name, and its cell runs again', async (member, experiment) => {
    const place = setting();
    const first = await run(experiment, place);
    expect(first.summary).toMatchObject({ ran: 1, completed: 1 });
    const store = new RecordStore(place.store);
    const path = store.pathOf(store.names()[0]);
    const record = JSON.parse(readFileSync(path, 'utf8'));
    const { [member]: _, ...rest } = record.result;
    const damaged = JSON.stringify({ ...record, result: rest });
    writeFileSync(path, damaged);

    const reason = `its result is not whole (${member} is missing or not as it should be)`;
    const stock = takeStock(store, await planExperiment(experiment, place));
    expect(stock).toMatchObject({ corrupt: [{ path, reason }] });
    expect(stock.records.size).toBe(0);

    const again = await run(experiment, place);
    expect(again.plan).toMatchObject({ done: 0, left: 1, setAside: [{ path, reason }] });
    const [{ movedTo }] = (again.plan as Extract<RunEvent, { event: 'plan' }>).setAside;
    expect(movedTo.startsWith(`${path}.corrupt-`)).toBe(true);
    expect(again.summary).toMatchObject({ ran: 1, completed: 1 });
    expect(again.summary.records[0].result).toEqual(record.result);
    expect(readFileSync(movedTo, 'utf8')).toBe(damaged);
    expect((await run(experiment, place)).summary.ran).toBe(0);
  });

  it('is not written either: the cell has failed', async () => {
    const [sweep] = chainExperiment({ seeds: 1 }).sweeps;
    const strict: CheckedProcedure = {
      ...sweep.procedure,
      flawOf: ({ status }) => (status === 'completed' ? 'hash is wrong' : undefined),
    };
    const experiment = { ...chainExperiment({ seeds: 1 }), sweeps: [{ ...sweep, procedure: strict }] };
    const { summary } = await run(experiment, setting());
    expect(summary.records[0].result).toEqual(failure('error', 'its result is not whole (hash is wrong)'));
  });
});
