import { type Choice, InputError, type Protocol, suggestion } from '@minebench/core';

/** A named set of tasks with the regime that they are run in. */
export interface Suite {
  readonly id: string;
  readonly summary: string;
  /** Training pairs. */
  readonly n: number;
  readonly batchSize: number;
  readonly protocol: Partial<Protocol>;
  tasks(): Promise<readonly Choice[]>;
}

/** An easy pair, information hidden among noise, heavy tails, a stretched density, one that ends at an edge, and none at all. */
const smallTasks: readonly Choice[] = [
  '1v1-normal-0.75',
  'multinormal-sparse-5-5-2-2.0',
  'student-identity-2-2-2',
  'half_cube-1v1-normal-0.75',
  '1v1-additive-0.75',
  { id: 'independence', dimX: 5, dimY: 5 },
];

/** Every kind of difficulty of the bmi suite in one dimension and in several, and independence. */
const standardTasks: readonly Choice[] = [
  '1v1-normal-0.75',
  'normal_cdf-1v1-normal-0.75',
  '1v1-additive-0.1',
  '1v1-additive-0.75',
  '1v1-bimodal-0.75',
  'wiggly-1v1-normal-0.75',
  'half_cube-1v1-normal-0.75',
  'student-identity-1-1-1',
  'asinh-student-identity-1-1-1',
  'swissroll_x-normal_cdf-1v1-normal-0.75',
  'multinormal-dense-5-5-0.5',
  'multinormal-dense-25-25-0.5',
  'multinormal-sparse-5-5-2-2.0',
  'multinormal-sparse-25-25-2-2.0',
  'half_cube-multinormal-sparse-5-5-2-2.0',
  'spiral-multinormal-sparse-5-5-2-2.0',
  'student-identity-3-3-2',
  'student-identity-5-5-3',
  'asinh-student-identity-5-5-2',
  { id: 'independence', dimX: 5, dimY: 5 },
];

/** The bmi suite, and every other family whose information is known exactly. Images are left out: their critics are others. */
async function fullTasks(): Promise<readonly Choice[]> {
  const { bmiSuite, tasks } = await import('@minebench/generators');
  const named = bmiSuite.map(({ id }) => id);
  const families = tasks.entries
    .filter(({ id }) => !named.includes(id) && id !== 'image-channel')
    .map(({ id, example }): Choice => ({ id, ...(example as object | undefined) }))
    .filter((choice) => tasks.create(choice).mi.method !== 'monte-carlo');
  return [...named, ...families];
}

const suites: readonly Suite[] = [
  {
    id: 'small',
    summary: 'six quick tasks, one of each kind: minutes',
    n: 5000,
    batchSize: 128,
    protocol: {
      steps: 2000,
      selectEvery: 200,
      patience: 5,
      selectionSize: 2000,
      selectionReferences: 2000,
      evaluationSize: 20_000,
      evaluationReferences: 20_000,
    },
    tasks: async () => smallTasks,
  },
  {
    id: 'standard',
    summary: 'twenty tasks of every difficulty: an hour or so',
    n: 10_000,
    batchSize: 256,
    protocol: { steps: 5000, evaluationSize: 50_000, evaluationReferences: 50_000 },
    tasks: async () => standardTasks,
  },
  {
    id: 'full',
    summary: 'the forty tasks of bmi and every other family whose information is known exactly: hours',
    n: 10_000,
    batchSize: 256,
    protocol: { steps: 10_000, selectEvery: 500 },
    tasks: fullTasks,
  },
];

/** @throws InputError where there is none of that name */
export function findSuite(id: string, argument = '--suite'): Suite {
  const found = suites.find((suite) => suite.id === id);
  if (found) return found;
  throw new InputError({
    argument,
    value: id,
    problem: 'is no known suite',
    remedy: suggestion(
      id,
      suites.map((suite) => suite.id),
    ),
  });
}
