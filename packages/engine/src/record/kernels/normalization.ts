import { binary, cast } from '../../graph/rewrite.ts';
import type { Lowering, Lowerings } from '../lowering.ts';
import { apply } from './elementwise.ts';

/** offset + scale (x - mean) / sqrt(variance + epsilon), with given moments: what `tf.batchNorm` and the layers of normalisation end in. */
const normalize: Lowering = ({ graph, inputs, attributes }) => {
  const { x, mean, variance, offset, scale } = inputs;
  const epsilon = graph.scalar(attributes.varianceEpsilon as number);
  const deviation = apply(graph, 'Sqrt', binary(graph, 'Add', variance, epsilon));
  const centred = binary(graph, 'Sub', cast(graph, x, 'float32'), mean);
  const standard = binary(graph, 'Mul', centred, apply(graph, 'Reciprocal', deviation));
  const scaled = scale ? binary(graph, 'Mul', standard, scale) : standard;
  return offset ? binary(graph, 'Add', scaled, offset) : scaled;
};

/** Kernels that normalise by moments. */
export const normalizations: Lowerings = { FusedBatchNorm: normalize };
