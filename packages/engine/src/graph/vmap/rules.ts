import { elementwise } from './elementwise.ts';
import { images } from './images.ts';
import { indexing } from './indexing.ts';
import { linearAlgebra } from './linear-algebra.ts';
import type { BatchingRules } from './operand.ts';
import { reductions } from './reduction.ts';
import { shapes } from './shape.ts';

/** How each ONNX operator that the recorder writes is done for all replicas at once. */
export const batchingRules: BatchingRules = {
  ...elementwise,
  ...reductions,
  ...shapes,
  ...indexing,
  ...linearAlgebra,
  ...images,
};
