import type { GraphNode, Value } from '../../graph/graph.ts';
import { uniformConstant } from '../../graph/rewrite.ts';
import type { Address, FunctionCode } from '../binary/function-code.ts';
import type { Four } from '../vector/operators.ts';
import { laneType, operators } from '../vector/operators.ts';
import type { Lanes, Vectors } from '../vector/vectors.ts';
import type { Axis } from './axes.ts';

/** The node that computes a value within the loop that reads it; none of what stands in memory or is a known number. */
export type Within = (value: Value) => GraphNode | undefined;

/** Arrays in memory that expressions read: what is not computed within the loop. */
export function leavesOf(roots: readonly Value[], within: Within): Value[] {
  const leaves = new Set<Value>();
  const seen = new Set<Value>();
  const visit = (value: Value): void => {
    if (seen.has(value)) return;
    seen.add(value);
    const node = within(value);
    if (node) operandsOf(node).forEach(visit);
    else if (uniformConstant(value) === undefined) leaves.add(value);
  };
  roots.forEach(visit);
  return [...leaves];
}

/** Operands that hold numbers: the second input of an expansion is a shape. */
export const operandsOf = ({ op, inputs }: GraphNode): readonly Value[] =>
  op === 'Expand' ? inputs.slice(0, 1) : inputs;

/** Numbers of leaves that have been loaded so far, at a place in a nest. */
export type Loaded = ReadonlyMap<Value, Lanes>;

/** Loads those leaves that do not move along the axes that are still to come: a whole vector of those that have moved along the vector axis, else one number four times. */
export function loadSettled(
  code: FunctionCode,
  leaves: readonly Value[],
  addresses: readonly Address[],
  axes: readonly Axis[],
  level: number,
  vector: number,
  loaded: Loaded,
): Loaded {
  const now = new Map(loaded);
  leaves.forEach((leaf, k) => {
    if (now.has(leaf) || axes.slice(level).some(({ strides }) => strides[k] !== 0)) return;
    const along = vector < level && vector >= 0 && axes[vector].strides[k] !== 0;
    code.load(along ? 'v128.load' : 'v128.load32_splat', addresses[k]);
    const local = code.local('v128');
    code.set(local);
    now.set(leaf, { local });
  });
  return now;
}

/** Writes expressions at one place of a nest; what several of them need is computed once. */
export class Evaluation {
  readonly #vectors: Vectors;
  readonly #within: Within;
  readonly #known: Map<Value, Four>;

  constructor(vectors: Vectors, within: Within, loaded: Loaded) {
    this.#vectors = vectors;
    this.#within = within;
    this.#known = new Map([...loaded].map(([value, lanes]) => [value, { type: laneType(value.type), parts: [lanes] }]));
  }

  of(value: Value): Four {
    const known = this.#known.get(value);
    if (known) return known;
    const node = this.#within(value);
    const four = node
      ? operators[node.op](
          this.#vectors,
          node,
          operandsOf(node).map((operand) => this.of(operand)),
        )
      : constantFour(value);
    this.#known.set(value, four);
    return four;
  }
}

function constantFour(value: Value): Four {
  const number = uniformConstant(value)!;
  const type = laneType(value.type);
  const lanes: Lanes =
    type === 'float32'
      ? { f32: number }
      : type === 'float64'
        ? { f64: number }
        : { i32: type === 'bool' ? (number ? -1 : 0) : number };
  return { type, parts: type === 'float64' ? [lanes, lanes] : [lanes] };
}
