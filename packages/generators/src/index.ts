export { bmiSuite } from './bmi/suite.ts';
export { type Certificate, type CertifyOptions, certify } from './certification/certify.ts';
export type { Check } from './certification/check.ts';
export { loadMnist, type Mnist } from './datasets/mnist.ts';
export { type MixtureCap, mixtureCap } from './resampling/mixture-cap.ts';
export {
  createReferences,
  type ReferenceContext,
  type ReferenceMode,
  type ReferenceOptions,
  referenceModes,
} from './resampling/references.ts';
export { type AdditiveUniformOptions, additiveUniform } from './tasks/additive-uniform.ts';
export { type BimodalOptions, bimodal } from './tasks/bimodal.ts';
export { type CorrelatedUniformOptions, correlatedUniform } from './tasks/correlated-uniform.ts';
export { type DiscreteOptions, discrete } from './tasks/discrete.ts';
export { type EquitabilityOptions, equitability } from './tasks/equitability.ts';
export { type GammaExponentialOptions, gammaExponential } from './tasks/gamma-exponential.ts';
export { type GaussianOptions, gaussian, rhoOfMi } from './tasks/gaussian.ts';
export { type GaussianCovarianceOptions, gaussianCovariance } from './tasks/gaussian-covariance.ts';
export { type GaussianMixtureOptions, gaussianMixture } from './tasks/gaussian-mixture.ts';
export { type ImageChannelOptions, imageChannel } from './tasks/image-channel.ts';
export { type IndependenceOptions, independence } from './tasks/independence.ts';
export { independentBlocks } from './tasks/independent-blocks.ts';
export { independentDraws } from './tasks/independent-draws.ts';
export { createTask, tasks } from './tasks/index.ts';
export { type MarkovChainOptions, markovChain } from './tasks/markov-chain.ts';
export { type MultinormalDenseOptions, multinormalDense } from './tasks/multinormal-dense.ts';
export { type MultinormalSparseOptions, multinormalSparse } from './tasks/multinormal-sparse.ts';
export { type StudentTOptions, studentT } from './tasks/student-t.ts';
export { type SymmetricChannelOptions, symmetricChannel } from './tasks/symmetric-channel.ts';
export { type XorOptions, xor } from './tasks/xor.ts';
export { type AffineOptions, affine, affineTransform } from './transforms/affine.ts';
export { asinh, asinhTransform } from './transforms/asinh.ts';
export { type CoordinateMap, coordinatewise } from './transforms/coordinatewise.ts';
export { cubic, cubicTransform } from './transforms/cubic.ts';
export { halfCube, halfCubeTransform } from './transforms/half-cube.ts';
export { createTransform, transforms } from './transforms/index.ts';
export { normalCdf, normalCdfTransform } from './transforms/normal-cdf.ts';
export { spiral, spiralTransform } from './transforms/spiral.ts';
export { swissrollX, swissrollXTransform } from './transforms/swissroll-x.ts';
export type { PointMap, Transform } from './transforms/transform.ts';
export { transformTask } from './transforms/transform-task.ts';
export { wiggly, wigglyTransform } from './transforms/wiggly.ts';
