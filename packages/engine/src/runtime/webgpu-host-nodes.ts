import type { GraphNode } from '../graph/graph.ts';

/**
 * Nodes that ONNX Runtime 1.30 computes wrongly on WebGPU, or takes there and then refuses; they run on the CPU instead. Found by the kernel suite:
 * powers of some shapes find no shader, largest elements no places, a slice backwards in steps other than one reads the wrong elements, a convolution of one
 * input channel gives zeros for some shapes, and a transposed convolution has errors of 1e-4 and more.
 */
export function belongsOnHost({ op, inputs, outputs }: GraphNode): boolean {
  switch (op) {
    case 'MaxPool':
      return outputs.length > 1;
    case 'Slice':
      return Array.from(inputs[4]?.constant ?? []).some((step) => step < -1);
    case 'Conv':
      return inputs[1].shape[1] === 1;
    default:
      return op === 'ConvTranspose' || op === 'Pow';
  }
}
