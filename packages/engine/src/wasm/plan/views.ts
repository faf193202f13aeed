import { type GraphNode, sizeOf, type Value } from '../../graph/graph.ts';
import { laneType } from '../vector/operators.ts';

/** A value as a run of numbers of another one. */
export interface View {
  readonly root: Value;
  /** Numbers of the root ahead of its own. */
  readonly offset: number;
}

/** The parts of a node's first input that its outputs are, where each stands there in one run: no number need be moved. */
function runsOf({ op, inputs, outputs, attributes }: GraphNode): readonly number[] | undefined {
  const [x] = inputs;
  if (op === 'Reshape' || op === 'Identity') return [0];
  if (op === 'Cast') return laneType(x.type) === laneType(outputs[0].type) ? [0] : undefined;
  if (op === 'Split') {
    const axis = attributes.ints!.axis as number;
    if (sizeOf(x.shape.slice(0, axis)) !== 1) return undefined;
    let start = 0;
    return outputs.map((part) => {
      start += sizeOf(part.shape);
      return start - sizeOf(part.shape);
    });
  }
  if (op === 'Slice') {
    const [begins, , axes, steps] = inputs.slice(1).map(({ constant }) => constant!);
    const axis = axes[0];
    const contiguous = axes.length === 1 && steps[0] === 1 && sizeOf(x.shape.slice(0, axis)) === 1;
    return contiguous ? [begins[0] * sizeOf(x.shape.slice(axis + 1))] : undefined;
  }
  return undefined;
}

/** Values that are runs of others, by value, and the nodes that are left to compute. */
export function findViews(nodes: readonly GraphNode[]): { viewOf: (value: Value) => View; rest: GraphNode[] } {
  const views = new Map<Value, View>();
  const viewOf = (value: Value): View => views.get(value) ?? { root: value, offset: 0 };
  const rest = nodes.filter((node) => {
    const runs = runsOf(node);
    if (!runs) return true;
    const { root, offset } = viewOf(node.inputs[0]);
    node.outputs.forEach((output, k) => {
      views.set(output, { root, offset: offset + runs[k] });
    });
    return false;
  });
  return { viewOf, rest };
}
