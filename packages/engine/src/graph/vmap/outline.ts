import { type GraphNode, liveNodes, type Value } from '../graph.ts';
import type { StepGraph } from '../onnx-model.ts';

/** A recorded step's structure: two steps with the same text compute the same, but for the numbers in their constants. */
export interface Outline {
  readonly text: string;
  /** The live nodes in their order, as in the text. */
  readonly nodes: readonly GraphNode[];
  /** The constants that may differ, in the order in which they are read: by nodes, then by the results. */
  readonly constants: readonly Value[];
}

/** Lengths and axes are part of what a step computes; any other number may be a replica's own. */
export const mayDiffer = (value: Value, reader: string): boolean =>
  value.constant !== undefined && value.type !== 'int64' && reader !== 'CumSum';

/** A constant is described where it is read: two that happen to be equal in one step are one there, and need not be in another. */
export function outlineOf(step: StepGraph): Outline {
  const results = [...Object.entries(step.nextState), ...Object.entries(step.outputs)];
  const nodes = liveNodes(
    step.graph.nodes,
    results.map(([, value]) => value),
  );
  const names = new Map<Value, string>();
  for (const kind of ['state', 'data', 'batch'] as const)
    for (const [name, value] of Object.entries(step[kind])) names.set(value, `${kind}.${name}`);
  const constants: Value[] = [];
  const describe = (value: Value, reader: string): string => {
    if (mayDiffer(value, reader)) {
      constants.push(value);
      return `${value.type}[${value.shape}]`;
    }
    return value.constant ? `${value.type}[${value.shape}]=${value.constant.join()}` : names.get(value)!;
  };
  const lines = nodes.map((node, k) => {
    const inputs = node.inputs.map((input) => describe(input, node.op));
    node.outputs.forEach((output, j) => {
      names.set(output, `${k}.${j}`);
    });
    return `${node.op}(${inputs.join(' ')}) ${JSON.stringify(node.attributes)}`;
  });
  const ends = results.map(([name, value]) => `${name} = ${describe(value, '')}`);
  return { text: [...lines, ...ends].join('\n'), nodes, constants };
}
