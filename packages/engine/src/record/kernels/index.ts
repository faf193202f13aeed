import type { Lowerings } from '../lowering.ts';
import { convolutions } from './convolution.ts';
import { elementwise } from './elementwise.ts';
import { indexing } from './indexing.ts';
import { linearAlgebra } from './linear-algebra.ts';
import { normalizations } from './normalization.ts';
import { pooling } from './pooling.ts';
import { reductions } from './reduction.ts';
import { shapes } from './shape.ts';

/** Every TensorFlow.js kernel that the recorder maps. */
export const lowerings: Lowerings = {
  ...elementwise,
  ...reductions,
  ...shapes,
  ...indexing,
  ...linearAlgebra,
  ...convolutions,
  ...pooling,
  ...normalizations,
};
