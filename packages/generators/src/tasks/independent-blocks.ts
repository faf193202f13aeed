import {
  type Choice,
  checked,
  type Entry,
  type Evidence,
  entry,
  foldIn,
  InputError,
  type Key,
  type KnownMi,
  type Pairs,
  type Task,
} from '@minebench/core';
import { z } from 'zod';
import { requireCount } from './require-count.ts';
import type { BaseTasks } from './transformed.ts';

const methods = ['analytic', 'quadrature', 'monte-carlo'] as const;

/** The sum of what the blocks share: known as well as the least known of them. */
function sumOfInformation(blocks: readonly Task[]): KnownMi {
  const standardErrors = blocks.flatMap(({ mi }) => mi.standardError ?? []);
  const assumptions = new Set(blocks.flatMap(({ mi }) => mi.assumption ?? []));
  return {
    nats: blocks.reduce((sum, { mi }) => sum + mi.nats, 0),
    method: methods[Math.max(...blocks.map(({ mi }) => methods.indexOf(mi.method)))],
    ...(standardErrors.length > 0 && { standardError: Math.sqrt(standardErrors.reduce((sum, e) => sum + e * e, 0)) }),
    ...(assumptions.size > 0 && { assumption: [...assumptions].join('; ') }),
  };
}

/** Where each block's coordinates begin, among those of all. */
const starts = (widths: readonly number[]): number[] =>
  widths.map((_, k) => widths.slice(0, k).reduce((a, b) => a + b, 0));

/**
 * (X, Y) made of independent blocks, each a task of its own, X of their X and Y of their Y: I is the sum of theirs (additivity), and so is the log density ratio.
 *
 * Block k is sampled with the key folded with k.
 * @throws InputError where there are no blocks
 */
export function independentBlocks(blocks: readonly Task[]): Task {
  if (blocks.length === 0)
    throw new InputError({ argument: 'blocks', value: blocks, problem: 'is empty', remedy: 'give at least one task' });
  const startsX = starts(blocks.map(({ dimX }) => dimX));
  const startsY = starts(blocks.map(({ dimY }) => dimY));
  const dimX = blocks.reduce((sum, block) => sum + block.dimX, 0);
  const dimY = blocks.reduce((sum, block) => sum + block.dimY, 0);
  const join = (count: number, parts: readonly Pairs[]): Pairs => {
    const x = new Float64Array(count * dimX);
    const y = new Float64Array(count * dimY);
    parts.forEach((part, k) => {
      place(part.x, part.dimX, x, dimX, startsX[k]);
      place(part.y, part.dimY, y, dimY, startsY[k]);
    });
    return { count, dimX, dimY, x, y };
  };
  const part = ({ count, x, y }: Pairs, k: number): Pairs => {
    const block = blocks[k];
    return {
      count,
      dimX: block.dimX,
      dimY: block.dimY,
      x: columns(x, dimX, startsX[k], block.dimX),
      y: columns(y, dimY, startsY[k], block.dimY),
    };
  };
  return {
    id: `independent-blocks(${blocks.map(({ id }) => id).join(', ')})`,
    dimX,
    dimY,
    mi: sumOfInformation(blocks),
    sample(count: number, key: Key): Pairs {
      requireCount(count);
      return join(
        count,
        blocks.map((block, k) => block.sample(count, foldIn(key, k))),
      );
    },
    ...(blocks.every(({ logDensityRatio }) => logDensityRatio) && {
      logDensityRatio(pairs: Pairs): Float64Array {
        const ratios = new Float64Array(pairs.count);
        blocks.forEach((block, k) => {
          block.logDensityRatio!(part(pairs, k)).forEach((ratio, row) => {
            ratios[row] += ratio;
          });
        });
        return ratios;
      },
    }),
    evidence: evidenceOf(blocks, (pairs) =>
      join(
        pairs.count,
        blocks.map((block, k) => invertedBy(block, part(pairs, k))),
      ),
    ),
  };
}

const invertedBy = ({ evidence }: Task, pairs: Pairs): Pairs => evidence?.base?.invert(pairs) ?? pairs;

/** What the blocks' own evidence says of all coordinates together: blocks have no correlation with each other. */
function evidenceOf(blocks: readonly Task[], invert: (pairs: Pairs) => Pairs): Evidence {
  const side = (of: 'x' | 'y') =>
    blocks.flatMap(
      ({ evidence, dimX, dimY }) => evidence?.marginals?.[of] ?? new Array<null>(of === 'x' ? dimX : dimY).fill(null),
    );
  const places = [
    ...blocks.flatMap(({ dimX }, block) => Array.from({ length: dimX }, (_, k) => ({ block, k }))),
    ...blocks.flatMap(({ dimX, dimY }, block) => Array.from({ length: dimY }, (_, k) => ({ block, k: dimX + k }))),
  ];
  const correlations = blocks.map(({ evidence }) => evidence?.correlation);
  return {
    marginals: { x: side('x'), y: side('y') },
    ...(correlations.every((stated) => stated !== undefined) && {
      correlation: places.map((a) => places.map((b) => (a.block === b.block ? correlations[a.block]![a.k][b.k] : 0))),
    }),
    ...(blocks.some(({ evidence }) => evidence?.base) && {
      base: { task: independentBlocks(blocks.map((block) => block.evidence?.base?.task ?? block)), invert },
    }),
  };
}

/** Writes points into the columns of wider ones. */
function place(points: Float64Array, width: number, all: Float64Array, allWidth: number, start: number): void {
  for (let k = 0, at = start; k < points.length; k += width, at += allWidth)
    for (let i = 0; i < width; i++) all[at + i] = points[k + i];
}

function columns(all: Float64Array, allWidth: number, start: number, width: number): Float64Array {
  const points = new Float64Array((all.length / allWidth) * width);
  for (let k = 0, at = start; k < points.length; k += width, at += allWidth)
    for (let i = 0; i < width; i++) points[k + i] = all[at + i];
  return points;
}

const name = 'give an id, or an object of id and options';
const choice = z.union([z.string(), z.looseObject({ id: z.string(name) })], name);

/** Blocks that are tasks of the registry, handed in because it holds this entry too. */
export function independentBlocksTask(tasks: BaseTasks): Entry<Task> {
  return entry({
    id: 'independent-blocks',
    summary: 'tasks side by side, independent of each other: the information is the sum of theirs',
    options: z
      .strictObject({ blocks: z.array(choice, 'give a list of tasks').min(1, 'give at least one task') })
      .transform(({ blocks }, context) =>
        checked(context, () => ({ blocks: blocks.map((block, k) => tasks.resolve(block, `blocks[${k}]`)) })),
      ),
    create: ({ blocks }: { blocks: Choice[] }) =>
      independentBlocks(blocks.map((block, k) => tasks.create(block, `blocks[${k}]`))),
    example: {
      blocks: [
        { id: 'gaussian', dimension: 2, rho: 0.6 },
        { id: 'equitability', f: 'cube', sigma: 0.3 },
        { id: 'gamma-exponential', shape: 0.5 },
      ],
    },
  });
}
