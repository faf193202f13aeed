import { sizeOf, type Value } from '../../graph/graph.ts';
import type { StepGraph } from '../../graph/onnx-model.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { View } from './views.ts';

/**
 * Next states that can be written over the states they follow, by value: made by a loop that reads the state at the place it writes, if at all, when nothing else reads
 * it any more.
 */
export function inPlace(
  { state, nextState, outputs }: StepGraph,
  kernels: readonly Kernel[],
  viewOf: (value: Value) => View,
): Map<Value, Value> {
  const handedOut = new Set(
    [...Object.values(nextState), ...Object.values(outputs)].map((value) => viewOf(value).root),
  );
  const replaced = new Map<Value, Value>();
  for (const [name, current] of Object.entries(state)) {
    const next = viewOf(nextState[name]).root;
    const time = kernels.findIndex(({ writes }) => writes.includes(next));
    if (time < 0 || replaced.has(next) || handedOut.has(current) || sizeOf(next.shape) !== sizeOf(current.shape))
      continue;
    const reading = kernels.map(({ reads }) => reads.filter((value) => viewOf(value).root === current));
    const readLater = reading.slice(time + 1).some((values) => values.length > 0);
    const readElsewhere = reading[time].some((value) => sizeOf(value.shape) !== sizeOf(next.shape));
    if ('kind' in kernels[time] && !readLater && !readElsewhere) replaced.set(next, current);
  }
  return replaced;
}
