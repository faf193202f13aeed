import { type Entry, entry, noOptions, type Task } from '@minebench/core';
import { additiveUniform } from '../tasks/additive-uniform.ts';
import { bimodal } from '../tasks/bimodal.ts';
import { gaussian } from '../tasks/gaussian.ts';
import { multinormalDense } from '../tasks/multinormal-dense.ts';
import { multinormalSparse } from '../tasks/multinormal-sparse.ts';
import { studentT } from '../tasks/student-t.ts';
import { asinh } from '../transforms/asinh.ts';
import { halfCube } from '../transforms/half-cube.ts';
import { normalCdf } from '../transforms/normal-cdf.ts';
import { spiral } from '../transforms/spiral.ts';
import { swissrollX } from '../transforms/swissroll-x.ts';
import { wiggly } from '../transforms/wiggly.ts';

const named = (id: string, task: Task): Task => ({ ...task, id });

const normal = () => named('1v1-normal-0.75', gaussian({ dimension: 1, rho: 0.75 }));
const dense = (d: number) =>
  named(`multinormal-dense-${d}-${d}-0.5`, multinormalDense({ dimX: d, dimY: d, offDiagonal: 0.5 }));
const sparse = (d: number) =>
  named(`multinormal-sparse-${d}-${d}-2-2.0`, multinormalSparse({ dimX: d, dimY: d, pairs: 2, strength: 2 }));
const student = (d: number, df: number) =>
  named(`student-identity-${d}-${d}-${df}`, studentT({ dimX: d, dimY: d, df }));

/** The task is made when asked for; its id is the entry's. */
const item = (id: string, summary: string, create: () => Task): Entry<Task> =>
  entry({ id, summary, options: noOptions, create });

const oneByOne: Entry<Task>[] = [
  item('1v1-normal-0.75', 'the easy case: one correlated normal pair', normal),
  item('normal_cdf-1v1-normal-0.75', 'uniform marginals: mass piles up in two corners of the square', () =>
    normalCdf(normal()),
  ),
  item('1v1-additive-0.1', 'a narrow strip: the density ratio is large and ends at an edge', () =>
    named('1v1-additive-0.1', additiveUniform({ epsilon: 0.1 })),
  ),
  item('1v1-additive-0.75', 'noise wider than the signal: the density ratio ends at an edge', () =>
    named('1v1-additive-0.75', additiveUniform({ epsilon: 0.75 })),
  ),
  item('1v1-bimodal-0.75', 'two modes on either side: four clumps of unequal weight', () =>
    named('1v1-bimodal-0.75', bimodal({ rho: 0.75 })),
  ),
  item('wiggly-1v1-normal-0.75', 'waves in both marginals: densities with many bumps', () => wiggly(normal())),
  item('half_cube-1v1-normal-0.75', 'longer tails than normal, and a density that is infinite at 0', () =>
    halfCube(normal()),
  ),
  item('student-identity-1-1-1', 'Cauchy tails: no mean, and dependence in the scale alone', () => student(1, 1)),
  item('asinh-student-identity-1-1-1', 'dependence in the scale alone, its tails tamed', () => asinh(student(1, 1))),
  item(
    'swissroll_x-normal_cdf-1v1-normal-0.75',
    'X is a curve in the plane: no density, neighbours across the arms',
    () => swissrollX(normalCdf(normal())),
  ),
];

const denseTasks = [2, 3, 5, 25, 50].map((d) =>
  item(`multinormal-dense-${d}-${d}-0.5`, `information spread thinly over all ${2 * d} coordinates`, () => dense(d)),
);

const sparseTasks = [2, 3, 5, 25].map((d) =>
  item(
    `multinormal-sparse-${d}-${d}-2-2.0`,
    d === 2
      ? 'two strongly correlated pairs, no other coordinate'
      : `two correlated pairs among ${2 * (d - 2)} coordinates of noise`,
    () => sparse(d),
  ),
);

const tails = (df: number): string =>
  df === 1 ? 'no mean' : df === 2 ? 'a mean but no variance' : 'a variance but no fourth moment';
const studentTasks = [
  [2, 1],
  [2, 2],
  [3, 2],
  [3, 3],
  [5, 2],
  [5, 3],
].map(([d, df]) =>
  item(
    `student-identity-${d}-${d}-${df}`,
    `heavy tails (${tails(df)}), and no correlation: dependence in the shared scale of ${2 * d} coordinates`,
    () => student(d, df),
  ),
);

const images: readonly { prefix: string; summary: string; of: (task: Task) => Task }[] = [
  { prefix: 'normal_cdf', summary: 'two pairs with uniform marginals', of: normalCdf },
  { prefix: 'half_cube', summary: 'two pairs with long tails', of: halfCube },
  {
    prefix: 'spiral',
    summary: 'two pairs mixed with other coordinates by a rotation that depends on the point',
    of: spiral,
  },
  {
    prefix: 'spiral-normal_cdf',
    summary: 'two pairs, uniform, then mixed by a rotation that depends on the point',
    of: (task) => spiral(normalCdf(task)),
  },
];
const sparseImages = images.flatMap(({ prefix, summary, of }) =>
  [3, 5, 25].map((d) =>
    item(`${prefix}-multinormal-sparse-${d}-${d}-2-2.0`, `${summary}, among ${2 * (d - 2)} coordinates of noise`, () =>
      of(sparse(d)),
    ),
  ),
);

const asinhStudentTasks = [
  [2, 1],
  [3, 2],
  [5, 2],
].map(([d, df]) =>
  item(
    `asinh-student-identity-${d}-${d}-${df}`,
    `no correlation: dependence in the shared scale of ${2 * d} coordinates, its tails tamed`,
    () => asinh(student(d, df)),
  ),
);

/**
 * The forty tasks of the public bmi suite under its own names (P. Czyz, F. Grabowski, J. E. Vogt, N. Beerenwinkel and A. Marx, Beyond Normal: On the evaluation of
 * mutual information estimators, NeurIPS 2023).
 */
export const bmiSuite: readonly Entry<Task>[] = [
  ...oneByOne,
  ...denseTasks,
  ...sparseTasks,
  ...studentTasks,
  ...sparseImages,
  ...asinhStudentTasks,
];
