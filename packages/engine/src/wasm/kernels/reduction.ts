import type { GraphNode, Value } from '../../graph/graph.ts';
import { sizeOf } from '../../graph/graph.ts';
import { shifted } from '../binary/address.ts';
import type { Opcode } from '../binary/opcodes.ts';
import { type Axis, axesOf, rowMajor, stridesIn } from '../nest/axes.ts';
import { Evaluation, type Loaded, leavesOf, loadSettled, type Within } from '../nest/expression.ts';
import { loopNest, type Position } from '../nest/loop-nest.ts';
import { laneType } from '../vector/operators.ts';
import { type Lanes, Vectors } from '../vector/vectors.ts';
import type { Kernel, Writing } from './kernel.ts';

interface Combination {
  readonly float32: Opcode;
  readonly int32: Opcode;
  readonly identity: { readonly float32: number; readonly int32: number };
}

const combinations: Readonly<Record<string, Combination>> = {
  ReduceSum: { float32: 'f32x4.add', int32: 'i32x4.add', identity: { float32: 0, int32: 0 } },
  ReduceMean: { float32: 'f32x4.add', int32: 'i32x4.add', identity: { float32: 0, int32: 0 } },
  ReduceProd: { float32: 'f32x4.mul', int32: 'i32x4.mul', identity: { float32: 1, int32: 1 } },
  ReduceMax: {
    float32: 'f32x4.max',
    int32: 'i32x4.max_s',
    identity: { float32: Number.NEGATIVE_INFINITY, int32: -(2 ** 31) },
  },
  ReduceMin: {
    float32: 'f32x4.min',
    int32: 'i32x4.min_s',
    identity: { float32: Number.POSITIVE_INFINITY, int32: 2 ** 31 - 1 },
  },
};

export const isReduction = ({ op }: GraphNode): boolean => op in combinations;

/** Combines the elements along axes; what it reads is computed on the way where nothing else reads it. */
export function reductionKernel(node: GraphNode, inlined: Within): Kernel {
  const [operand] = node.inputs;
  const leaves = leavesOf([operand], inlined);
  return { reads: leaves, writes: node.outputs, write: (writing) => write(writing, node, leaves, inlined) };
}

function write({ code, hosts, addressOf }: Writing, node: GraphNode, leaves: readonly Value[], inlined: Within): void {
  const [operand, axesInput] = node.inputs;
  const [result] = node.outputs;
  const space = operand.shape;
  const reduced = new Set(
    [...(axesInput.constant as Int32Array)].map((axis) => (axis < 0 ? axis + space.length : axis)),
  );
  const kept = space.map((length, axis) => (reduced.has(axis) ? 1 : length));
  // Axes that are kept go around those that are combined.
  const joined = axesOf(space, [...leaves.map(({ shape }) => stridesIn(space, shape)), keptStrides(kept)], (axis) =>
    reduced.has(axis) ? 'combined' : 'kept',
  );
  const innermost = joined.at(-1);
  const outer = joined.filter(({ kind }) => kind === 'kept');
  const combined = joined.filter(({ kind }) => kind === 'combined');
  const axes = [...outer, ...combined];
  const vector = innermost ? axes.indexOf(innermost) : -1;
  const across = innermost?.kind === 'combined';

  const type = laneType(operand.type) === 'float32' ? 'float32' : 'int32';
  const { identity, ...opcodes } = combinations[node.op];
  const lanesOf = (number: number): Lanes => (type === 'float32' ? { f32: number } : { i32: number });
  const neutral = lanesOf(identity[type]);
  const vectors = new Vectors(code, hosts);
  const accumulator = code.local('v128');
  const count = sizeOf(space) / sizeOf(result.shape);
  let loaded: Loaded = new Map();

  const finish = (address: { base: number; local?: number | undefined }, lanes: number): void => {
    let total: Lanes = { local: accumulator };
    if (across) {
      const half = vectors.op(opcodes[type], total, vectors.shuffle(total, total, [2, 3, 2, 3]));
      total = vectors.op(opcodes[type], half, vectors.shuffle(half, half, [1, 1, 1, 1]));
    }
    if (node.op === 'ReduceMean') total = vectors.op('f32x4.div', total, { f32: count });
    code.storeLanes(address, (total as { local: number }).local, lanes);
  };

  const isSum = SUMS.has(node.op);
  const blocks = across && isSum && combined.length === 1 ? blocksOf(combined[0]) : undefined;
  const inRows = isSum && combined.length > 1 && sizeOf(combined.slice(1).map(({ length }) => length)) >= SHORTEST_ROW;
  const combine = (into: number, lanes: Lanes): void => {
    vectors.push({ local: into });
    vectors.push(lanes).op(opcodes[type]).set(into);
  };
  const clear = (local: number): void => {
    vectors.push(neutral);
    code.set(local);
  };

  /** Adds what a nest over `inside` combines to an accumulator; by way of one of its own for each turn of the first axis where there are blocks. */
  const combineOver = (inside: readonly Axis[], from: Position, into: number, blockwise: boolean): void => {
    const all = [...outer, ...inside];
    const along = across ? all.length - 1 : vector;
    const own = blockwise ? code.local('v128') : into;
    loopNest(code, inside, across ? inside.length - 1 : -1, from, (position, level, inner) => {
      const outside = loaded;
      loaded = loadSettled(code, leaves, position.addresses, all, outer.length + level, along, outside);
      if (blockwise && level === 1) clear(own);
      inner(position);
      if (level === inside.length) {
        let [lanes] = new Evaluation(vectors, inlined, loaded).of(operand).parts;
        if (across && position.lanes < 4) {
          code.laneMask(position.lanes);
          lanes = vectors.select(vectors.pop(), lanes, neutral);
        }
        combine(own, lanes);
      }
      if (blockwise && level === 1) combine(into, { local: own });
      loaded = outside;
    });
  };

  code.scope(() =>
    loopNest(
      code,
      outer,
      across ? -1 : vector,
      { addresses: [...leaves, result].map(addressOf), lanes: 1 },
      (position, level, inner) => {
        if (level < outer.length) {
          const outside = loaded;
          loaded = loadSettled(code, leaves, position.addresses, axes, level, vector, outside);
          inner(position);
          loaded = outside;
          return;
        }
        clear(accumulator);
        if (blocks) {
          combineOver(blocks.whole, position, accumulator, true);
          const behind = position.addresses.map((address, k) => shifted(address, 4 * blocks.behind[k]));
          combineOver(blocks.rest, { ...position, addresses: behind }, accumulator, false);
        } else combineOver(combined, position, accumulator, inRows);
        finish(position.addresses[leaves.length], across ? 1 : position.lanes);
      },
    ),
  );
}

const SUMS: ReadonlySet<string> = new Set(['ReduceSum', 'ReduceMean']);

/** Numbers of a block. */
const BLOCK = 4096;
/** Sums over several axes go by the first one where the others have so many numbers. */
const SHORTEST_ROW = 64;

/**
 * A long axis as blocks and what is left over. In float32 a sum of n numbers, one after the other in four lanes, may be wrong by n/4 units of 2^-24; of sums of blocks
 * it is at most 1024 + n/4096 of them (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 4.2).
 */
function blocksOf({ length, strides, kind }: Axis) {
  const count = Math.floor(length / BLOCK);
  if (count < 2) return undefined;
  const behind = strides.map((stride) => stride * BLOCK * count);
  const ahead = { length: count, strides: strides.map((stride) => stride * BLOCK), kind };
  return {
    whole: [ahead, { length: BLOCK, strides, kind }],
    rest: [{ length: length - BLOCK * count, strides, kind }],
    behind,
  };
}

/** The result's strides in the operand's space: none along what is combined. */
const keptStrides = (kept: readonly number[]): number[] => {
  const own = rowMajor(kept);
  return kept.map((length, axis) => (length === 1 ? 0 : own[axis]));
};
