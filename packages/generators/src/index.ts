export { type MixtureCap, mixtureCap } from './resampling/mixture-cap.ts';
export {
  createReferences,
  type ReferenceContext,
  type ReferenceMode,
  type ReferenceOptions,
  referenceModes,
} from './resampling/references.ts';
export { type GaussianOptions, gaussian, rhoOfMi } from './tasks/gaussian.ts';
export { type GaussianCovarianceOptions, gaussianCovariance } from './tasks/gaussian-covariance.ts';
export { independentDraws } from './tasks/independent-draws.ts';
export { createTask, tasks } from './tasks/index.ts';
