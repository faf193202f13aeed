import type { Graph, Value } from '../graph/graph.ts';

/** What a kernel's mapping is given: the graph to append to, the operands, and the kernel's attributes. */
export interface LoweringContext {
  readonly graph: Graph;
  /** Operands by the name that TensorFlow.js gives them. */
  readonly inputs: Readonly<Record<string, Value>>;
  /** The same operands in order, for kernels that take a list. */
  readonly list: readonly Value[];
  // The attributes' types are the kernel's own; each mapping names them where it reads them.
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Maps one TensorFlow.js kernel to graph nodes. */
export type Lowering = (context: LoweringContext) => Value | readonly Value[];

/** Kernel name -> mapping. */
export type Lowerings = Readonly<Record<string, Lowering>>;

/** Axes as non-negative numbers; none given stands for all. */
export function axesOf(axis: unknown, rank: number): number[] {
  if (axis === undefined || axis === null) return Array.from({ length: rank }, (_, k) => k);
  const list = Array.isArray(axis) ? (axis as number[]) : [axis as number];
  return list.map((k) => (k < 0 ? k + rank : k));
}
