import type { KernelCase } from '../kernel-case.ts';
import { activationCases } from './activation.ts';
import { binaryCases } from './binary.ts';
import { comparisonCases } from './comparison.ts';
import { imageCases } from './images.ts';
import { indexingCases } from './indexing.ts';
import { linearAlgebraCases } from './linear-algebra.ts';
import { normalizationCases } from './normalization.ts';
import { reductionCases } from './reduction.ts';
import { shapeCases } from './shape.ts';
import { slicingCases } from './slicing.ts';
import { unaryCases } from './unary.ts';

/** At least one call of every kernel that the recorder maps. */
export const kernelCases: readonly KernelCase[] = [
  ...unaryCases,
  ...activationCases,
  ...binaryCases,
  ...comparisonCases,
  ...reductionCases,
  ...shapeCases,
  ...slicingCases,
  ...indexingCases,
  ...linearAlgebraCases,
  ...imageCases,
  ...normalizationCases,
];
