import type { Graph, GraphNode, Value } from '../graph.ts';
import { expand, reshape } from '../rewrite.ts';

/** A value of the step of one replica, as the program of all replicas has it. */
export interface Operand {
  readonly value: Value;
  /** Its shape in one replica. */
  readonly shape: readonly number[];
  /** Whether every replica has its own: `value` then has the replica axis before the others. Otherwise it is the same for all, and has none. */
  readonly batched: boolean;
}

/** What a rule is given: a node of one replica's step, at least one of whose operands is batched, and the graph that all replicas share. */
export interface BatchedNode {
  readonly graph: Graph;
  /** R, the length of the replica axis. */
  readonly count: number;
  readonly node: GraphNode;
  readonly operands: readonly Operand[];
}

/** Gives the node's outputs for all replicas at once, each with the replica axis in front. */
export type BatchingRule = (batched: BatchedNode) => readonly Value[];

/** Rules by ONNX operator. */
export type BatchingRules = Readonly<Record<string, BatchingRule>>;

/** What a rule cannot do; continues "is made of replicas whose". */
export class NoBatchingRule extends Error {}

/** An operand for an operator that broadcasts to `rank` axes of one replica: the replica axis stays ahead of all of them. */
export function aligned(graph: Graph, { value, shape, batched }: Operand, rank: number): Value {
  const missing = rank - shape.length;
  if (!batched || missing === 0) return value;
  return reshape(graph, value, [value.shape[0], ...new Array(missing).fill(1), ...shape]);
}

/** An operand with the replica axis, for operators that do not broadcast: one that is the same for all is repeated. */
export function spread(graph: Graph, { value, shape, batched }: Operand, count: number): Value {
  if (batched) return value;
  // What is stretched already is stretched once, to its full length.
  const source = value.producer?.op === 'Expand' ? value.producer.inputs[0] : value;
  return expand(graph, source, [count, ...shape]);
}

/** Numbers that an operator takes as an operand and that decide shapes: axes, lengths. */
export function numbersOf({ value }: Operand, node: GraphNode): number[] {
  if (value.constant) return Array.from(value.constant);
  throw new NoBatchingRule(`${node.op} has axes or lengths of its own`);
}

/** The replicas' numbers along the replica axis of a tensor of `rank` further axes of length one, each times `stride`. */
export const replicaNumbers = (graph: Graph, count: number, rank: number, stride = 1): Value =>
  graph.constant(
    'int64',
    [count, ...new Array(rank).fill(1)],
    Int32Array.from({ length: count }, (_, replica) => replica * stride),
  );

/** Attributes of a node with one of them replaced. */
export const withInts = ({ attributes }: GraphNode, ints: Readonly<Record<string, number | readonly number[]>>) => ({
  ...attributes,
  ints: { ...attributes.ints, ...ints },
});
