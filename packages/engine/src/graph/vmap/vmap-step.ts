import { type ConstantData, Graph, type GraphNode, sizeOf, type Value } from '../graph.ts';
import type { StepGraph } from '../onnx-model.ts';
import { NoBatchingRule, type Operand, spread } from './operand.ts';
import { mayDiffer, type Outline, outlineOf } from './outline.ts';
import { batchingRules } from './rules.ts';

export interface ReplicaAxis {
  /** R. */
  readonly count: number;
  /** Names of the data that all replicas read. */
  readonly shared: ReadonlySet<string>;
  /** The step's outline in every replica, where they differ in numbers; those of the step itself where they do not. */
  readonly outlines?: readonly Outline[];
}

/**
 * The step of R replicas as one step: state, batch and outputs have the replica axis in front, `[R, ...shape]`, and so have the data that are not
 * shared. What depends on no replica's own values is computed once, for all.
 * @throws NoBatchingRule where an operator has none
 */
export function vmapStep(step: StepGraph, axis: ReplicaAxis): StepGraph {
  const graph = new Graph();
  const { count, shared, outlines } = axis;
  const { nodes } = outlines?.[0] ?? outlineOf(step);
  const operands = new Map<Value, Operand>();
  const inputs = (values: Readonly<Record<string, Value>>, batched: (name: string) => boolean) =>
    Object.fromEntries(
      Object.entries(values).map(([name, { type, shape }]) => {
        const value = graph.input(type, batched(name) ? [count, ...shape] : shape);
        operands.set(values[name], { value, shape, batched: batched(name) });
        return [name, value];
      }),
    );
  const state = inputs(step.state, () => true);
  const data = inputs(step.data, (name) => !shared.has(name));
  const batch = inputs(step.batch, () => true);
  const constants = constantReader(graph, count, outlines);
  const operandOf = (value: Value, reader = ''): Operand => operands.get(value) ?? constants(value, reader);

  for (const node of nodes) {
    const given = node.inputs.map((input) => operandOf(input, node.op));
    const batched = given.some((operand) => operand.batched);
    const outputs = batched ? batchNode(graph, count, node, given) : copyNode(graph, node, given);
    node.outputs.forEach((output, k) => {
      operands.set(output, { value: outputs[k], shape: output.shape, batched });
    });
  }
  const results = (values: Readonly<Record<string, Value>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, spread(graph, operandOf(value), count)] as const),
    );
  return { graph, state, data, batch, nextState: results(step.nextState), outputs: results(step.outputs) };
}

function batchNode(graph: Graph, count: number, node: GraphNode, operands: readonly Operand[]): readonly Value[] {
  const rule = batchingRules[node.op];
  if (!rule) throw new NoBatchingRule(`operator ${node.op} has no batching rule`);
  return rule({ graph, count, node, operands });
}

const copyNode = (graph: Graph, { op, outputs, attributes }: GraphNode, operands: readonly Operand[]) =>
  graph.node(
    op,
    operands.map(({ value }) => value),
    outputs,
    attributes,
  );

/** Constants in the order in which an outline has them: one for all replicas, or where they differ every replica's own. */
function constantReader(graph: Graph, count: number, outlines: readonly Outline[] = []) {
  let read = 0;
  return (value: Value, reader: string): Operand => {
    const { type, shape } = value;
    const position = mayDiffer(value, reader) ? read++ : -1;
    const every = position < 0 ? [] : outlines.map(({ constants }) => constants[position].constant!);
    if (every.every((data) => equal(data, every[0])))
      return { value: graph.constant(type, shape, value.constant!), shape, batched: false };
    return { value: graph.constant(type, [count, ...shape], joined(every, sizeOf(shape))), shape, batched: true };
  };
}

const equal = (a: ConstantData, b: ConstantData): boolean => a === b || a.every((number, k) => Object.is(number, b[k]));

function joined(parts: readonly ConstantData[], size: number): ConstantData {
  const all = new (parts[0].constructor as Float32ArrayConstructor)(parts.length * size);
  parts.forEach((part, k) => {
    all.set(part as Float32Array, k * size);
  });
  return all;
}
