import type { CellRecord, Json, JsonObject } from '@minebench/core';

/** Synthetic records: numbers made up by the tests, in the shape that the runner writes. */
export interface RecordOptions {
  readonly task?: JsonObject;
  readonly truth?: number | null;
  readonly bound?: string | JsonObject;
  readonly baseline?: JsonObject;
  readonly critic?: JsonObject;
  readonly n?: number | 'fresh';
  readonly batchSize?: number;
  readonly references?: JsonObject;
  readonly dataSeed?: number;
  readonly initSeed?: number;
  readonly nats?: number | null;
  readonly standardError?: number;
  readonly reliable?: boolean;
  readonly readouts?: Record<string, number>;
  readonly optimalCritic?: number;
  readonly permutationTest?: JsonObject;
  readonly flopPerStep?: number;
  readonly minibatch?: JsonObject;
  readonly selection?: JsonObject;
  readonly minibatchAverage?: number;
  readonly maxOverSelection?: number;
  readonly diverged?: string;
  readonly failed?: string;
  readonly engine?: string;
}

const provenance: CellRecord['provenance'] = {
  startedAt: '2024-03-01T10:00:00.000Z',
  seconds: 1.5,
  commit: '0123456789abcdef0123456789abcdef01234567',
  versions: { node: '20.19.0', minebench: '0.1.0' },
  machine: { os: 'linux', arch: 'x64', cpu: 'A CPU', cores: 2 },
  threads: 1,
  peakMemoryBytes: 2 ** 28,
};

export const gaussianMi = (dimension: number, rho: number): number => -0.5 * dimension * Math.log(1 - rho * rho);

const reading = (nats: number | null, standardError: number, reliable: boolean): JsonObject => ({
  nats,
  standardError,
  standardErrorMethod: 'delta',
  largestWeight: reliable ? 0.01 : 0.4,
  reliable,
});

function estimateResult(options: RecordOptions): JsonObject {
  const curves = {
    ...(options.minibatch ? { minibatch: options.minibatch } : {}),
    ...(options.selection ? { selection: options.selection } : {}),
  };
  if (options.failed !== undefined) return { status: 'failed', reason: options.failed };
  if (options.diverged !== undefined) return { status: 'diverged', reason: options.diverged, step: 700, ...curves };
  const { nats = 0.5, standardError = 0.01, reliable = true, readouts } = options;
  return {
    status: 'completed',
    evaluation: reading(nats, standardError, reliable),
    ...(readouts
      ? {
          readouts: Object.fromEntries(
            Object.entries(readouts).map(([id, value]) => [id, reading(value, standardError, reliable)]),
          ),
        }
      : {}),
    ...(options.optimalCritic === undefined
      ? {}
      : { optimalCritic: reading(options.optimalCritic, standardError, reliable) }),
    ...(options.permutationTest ? { permutationTest: options.permutationTest } : {}),
    ...(options.flopPerStep === undefined ? {} : { flopPerStep: options.flopPerStep }),
    ...(options.minibatchAverage === undefined ? {} : { minibatchAverage: options.minibatchAverage }),
    ...(options.maxOverSelection === undefined ? {} : { maxOverSelection: options.maxOverSelection }),
    ...curves,
    stepsRun: 1000,
    parameters: 4417,
  };
}

/** An `estimate` record. */
export function estimateRecord(options: RecordOptions = {}): CellRecord {
  const task = options.task ?? { id: 'gaussian', dimension: 1, rho: 0.5 };
  const bound = options.bound ?? 'dv';
  const estimator: Json = options.baseline
    ? { kind: 'baseline', ...options.baseline }
    : {
        kind: 'neural',
        bound: typeof bound === 'string' ? { id: bound } : bound,
        critic: options.critic ?? { id: 'joint-mlp', hidden: [64, 64], activation: 'relu' },
        optimizer: { id: 'adam', learningRate: 0.001 },
        readouts: ['dv', 'mine-f'],
      };
  const truth =
    options.truth === null
      ? {}
      : {
          truth: {
            nats: options.truth ?? gaussianMi(Number(task.dimension ?? 1), Number(task.rho ?? 0)),
            method: 'analytic',
          },
        };
  return {
    schema: 1,
    cell: {
      procedure: 'estimate',
      params: {
        task,
        estimator,
        n: options.n ?? 5000,
        ...(options.baseline
          ? {}
          : {
              batchSize: options.batchSize ?? 128,
              references: options.references ?? { mode: 'derange', pool: 'batch', size: options.batchSize ?? 128 },
            }),
      },
      dataSeed: options.dataSeed ?? 0,
      initSeed: options.initSeed ?? 0,
      engine: options.engine ?? 'ort:cpu',
      protocol: { version: 1, steps: 4000 },
      code: 'c0de'.repeat(16),
    },
    result: { ...estimateResult(options), ...truth, dimX: 1, dimY: 1 } as unknown as CellRecord['result'],
    provenance,
  };
}

/** An `oracle` record. */
export function oracleRecord(
  rho: number,
  values: Readonly<Record<string, readonly [nats: number, standardError: number]>>,
  gaps: Readonly<Record<string, number>> = {},
): CellRecord {
  return {
    schema: 1,
    cell: {
      procedure: 'oracle',
      params: { task: { id: 'gaussian', dimension: 1, rho }, n: 1_000_000 },
      dataSeed: 0,
      initSeed: 0,
      engine: 'ort:cpu',
      protocol: {},
      code: 'c0de'.repeat(16),
    },
    result: {
      status: 'completed',
      truth: { nats: gaussianMi(1, rho), method: 'analytic' },
      values: Object.fromEntries(
        Object.entries(values).map(([id, [nats, standardError]]) => [id, { nats, standardError }]),
      ),
      identityGap: { ...gaps },
    },
    provenance,
  };
}

/** What a level of a synthetic staircase reads. */
export interface LevelOptions {
  readonly truth: number;
  readonly mean?: number;
  readonly standardError?: number;
  readonly standardDeviation?: number;
  readonly largest?: number;
  readonly optimum?: number;
  readonly cap?: number;
  /** Training broke off before its end. */
  readonly unfinished?: boolean;
}

export interface StaircaseRecordOptions {
  readonly bound?: string | JsonObject;
  readonly critic?: string;
  readonly references?: string;
  readonly batchSize?: number;
  readonly diverged?: string;
  readonly levels: readonly LevelOptions[];
}

/** A `staircase` record of 100 steps a level, whose curve is its levels' means. */
export function staircaseRecord(options: StaircaseRecordOptions): CellRecord {
  const { bound = 'infonce', critic = 'separable-mlp', references, levels } = options;
  const finished = levels.filter(({ unfinished }) => !unfinished);
  return {
    schema: 1,
    cell: {
      procedure: 'staircase',
      params: {
        task: { id: 'gaussian', dimension: 20 },
        levels: levels.map(({ truth }) => truth),
        estimator: {
          kind: 'neural',
          bound: typeof bound === 'string' ? { id: bound } : bound,
          critic: { id: critic, hidden: [256, 256] },
          optimizer: { id: 'adam', learningRate: 5e-4 },
          readouts: [],
        },
        batchSize: options.batchSize ?? 64,
        ...(references === undefined ? {} : { references: { mode: references, pool: 'batch', size: 64 } }),
      },
      dataSeed: 0,
      initSeed: 0,
      engine: 'ort:cpu',
      protocol: { version: 1, stepsPerLevel: 100 },
      code: 'c0de'.repeat(16),
    },
    result: {
      ...(options.diverged === undefined
        ? { status: 'completed' }
        : { status: 'diverged', reason: options.diverged, step: 100 * finished.length + 7 }),
      dimX: 20,
      dimY: 20,
      levels: levels.map((level): JsonObject => {
        const { truth, mean = truth, standardError = 0.01, standardDeviation = 0.2, largest = mean + 0.1 } = level;
        return {
          truth: { nats: truth, method: 'analytic' },
          ...(level.optimum === undefined ? {} : { optimum: { nats: level.optimum, standardError: 0.01 } }),
          ...(level.cap === undefined ? {} : { cap: { nats: level.cap, standardError: 0.01 } }),
          ...(level.unfinished
            ? {}
            : {
                largest,
                smallest: mean - 0.1,
                plateau: { steps: 200, mean, standardError, standardDeviation },
              }),
        };
      }),
      curve: {
        step: finished.flatMap((_, k) => [100 * k + 50, 100 * k + 100]),
        mean: finished.flatMap(({ truth, mean = truth }) => [mean, mean]),
        low: finished.flatMap(({ truth, mean = truth }) => [mean - 0.1, mean - 0.1]),
        high: finished.flatMap(({ truth, mean = truth }) => [mean + 0.1, mean + 0.1]),
      },
    },
    provenance,
  };
}

export interface StudyOptions {
  readonly params: JsonObject;
  readonly result: JsonObject;
  readonly protocol?: JsonObject;
  readonly dataSeed?: number;
  readonly truth?: number;
  readonly failed?: string;
}

/** A record of another procedure than `estimate`. */
export function studyRecord(procedure: string, options: StudyOptions): CellRecord {
  const { params, result, protocol = { version: 1 }, dataSeed = 0, truth, failed } = options;
  const facts = truth === undefined ? {} : { truth: { nats: truth, method: 'analytic' }, dimX: 20, dimY: 20 };
  const told = failed === undefined ? { status: 'completed', ...result } : { status: 'failed', reason: failed };
  return {
    schema: 1,
    cell: { procedure, params, dataSeed, initSeed: 0, engine: 'host', protocol, code: 'c0de'.repeat(16) },
    result: { ...told, ...facts } as unknown as CellRecord['result'],
    provenance,
  };
}
