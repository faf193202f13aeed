export { type CcaOptions, createCca } from './baselines/cca.ts';
export { createGaussianMixture, type GaussianMixtureOptions } from './baselines/gaussian-mixture/gaussian-mixture.ts';
export { createHistogram, type HistogramOptions } from './baselines/histogram/histogram.ts';
export { baselines } from './baselines/index.ts';
export { createKsg, type KsgEstimatorOptions } from './baselines/ksg.ts';
export type { KsgOptions } from './baselines/ksg-counts.ts';
export { estimateKsg } from './baselines/ksg-estimate.ts';
export { createClub } from './bounds/club.ts';
export { createDoe, type DoeOptions } from './bounds/doe.ts';
export { donskerVaradhan, dvEstimate } from './bounds/dv.ts';
export { fDimeGanBound } from './bounds/f-dime-gan.ts';
export { fDimeHdBound } from './bounds/f-dime-hd.ts';
export { fDimeKlBound } from './bounds/f-dime-kl.ts';
export { createFloBound } from './bounds/flo.ts';
export { createIAlphaBound, type IAlphaOptions } from './bounds/i-alpha.ts';
export { bounds } from './bounds/index.ts';
export { createInfoNceBound, type InfoNceOptions } from './bounds/infonce.ts';
export { jensenShannon } from './bounds/js.ts';
export { createL1Out } from './bounds/l1out.ts';
export { createMineBound, type MineOptions } from './bounds/mine.ts';
export { mineFBound } from './bounds/mine-f.ts';
export { createMinee, type MineeOptions } from './bounds/minee.ts';
export { createRemineBound, type RemineOptions } from './bounds/remine.ts';
export { createSmileBound, type SmileOptions } from './bounds/smile.ts';
export { createTubaBound } from './bounds/tuba.ts';
export type { Activation } from './critics/activation.ts';
export { type BilinearOptions, createBilinear } from './critics/bilinear.ts';
export { type ConvOptions, createConv } from './critics/conv.ts';
export { type DropoutOptions, readNoise } from './critics/dropout.ts';
export type { EmbeddingOptions } from './critics/embeddings.ts';
export { createEnsemble } from './critics/ensemble.ts';
export { createGaussianConditional } from './critics/gaussian-conditional.ts';
export { createHybrid, type HybridOptions } from './critics/hybrid.ts';
export type { ImageShape } from './critics/image-encoder.ts';
export { critics } from './critics/index.ts';
export { createInnerProduct, type InnerProductOptions } from './critics/inner-product.ts';
export { createJointMlp, type JointMlpOptions } from './critics/joint-mlp.ts';
export { layerNorm } from './critics/layer-norm.ts';
export { fromLayersModel, type LayersModelOptions } from './critics/layers-model.ts';
export { createLogisticConditional } from './critics/logistic-conditional.ts';
export { applyMlp, initMlp, type MlpOptions, mlpOptions } from './critics/mlp.ts';
export { parameterCount } from './critics/parameter-count.ts';
export { createResidualMlp, type ResidualMlpOptions } from './critics/residual-mlp.ts';
export { createSeparableMlp, type SeparableMlpOptions } from './critics/separable-mlp.ts';
export { spectrallyNormalized, spectralNorm } from './critics/spectral-norm.ts';
export { ascend, BOUND, initialState } from './neural/ascent.ts';
export { minibatchOptimum } from './neural/minibatch-optimum.ts';
export { createModel, type Model } from './neural/model.ts';
export { createNeuralEstimator, type NeuralEstimatorOptions } from './neural/neural-estimator.ts';
export { opened } from './neural/opened-bound.ts';
export {
  initialParameters,
  joinParameters,
  nameParameters,
  type ParameterLayout,
  splitParameters,
} from './neural/parameter-layout.ts';
export {
  type MinibatchEstimates,
  type Stage,
  type StagedTraining,
  trainThroughStages,
} from './neural/staged-training.ts';
export { type TensorBatch, tensorContext } from './neural/tensor-batch.ts';
export { createTrainingStep, initialTrainingState, type TrainingShape } from './neural/training-step.ts';
export { type AdamOptions, createAdam } from './optimizers/adam.ts';
export { optimizers } from './optimizers/index.ts';
export { createSgd, type SgdOptions } from './optimizers/sgd.ts';
