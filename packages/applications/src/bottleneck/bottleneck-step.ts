import { type NamedTensors, namesWithin, type Optimizer, prefixNames, type Step } from '@minebench/core';
import { onHost, tf, toArrays } from '@minebench/engine';
import { nameParameters } from '@minebench/estimators';
import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import type { MiTerm } from '../loss/mi-term.ts';
import { climb, gradientsOf, networkState, piecesOf } from '../network.ts';
import { CLASSES, type Classifier, type Code, draw } from './classifier.ts';

/** What trains together. */
export interface BottleneckParts {
  readonly classifier: Classifier;
  /** Of the classifier. */
  readonly optimizer: Optimizer;
  /** The critic on (x, z), where the code has noise: a penalty under the regulariser `mine`, otherwise it only watches. */
  readonly information: MiTerm | undefined;
}

/** What a step tells beside its next state, all on its batch and before its updates. */
export const BOTTLENECK_OUTPUTS = ['crossEntropy', 'penalty', 'information'] as const;

const CLASSIFIER = 'classifier.';
const CRITIC = 'critic.';

/** The state before the first step, on the host: `classifier.params [p]`, `classifier.optimizer.*` and the critic's, `critic.*`. */
export const initialBottleneckState = (
  { classifier, optimizer, information }: BottleneckParts,
  key: Parameters<MiTerm['init']>[0],
) => ({
  ...onHost(() => toArrays(prefixNames(CLASSIFIER, networkState(classifier, optimizer)))),
  ...(information ? prefixNames(CRITIC, information.init(key)) : {}),
});

/** Mean over a batch of -sum_c q_c log p_c in nats; q gives `smoothing` to all classes alike and the rest to the label `[b]`. */
export function crossEntropy(logits: Tensor2D, labels: Tensor1D, smoothing = 0): Scalar {
  const hit = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.range(0, CLASSES, 1, 'int32')), 'float32');
  const target = smoothing === 0 ? hit : tf.add(tf.mul(hit, 1 - smoothing), smoothing / CLASSES);
  return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1))) as Scalar;
}

/** Mean over a batch of KL(N(mean, deviation^2) || N(0, 1)) in nats. */
export function divergenceFromNormal({ mean, deviation }: Code & { readonly deviation: Tensor2D }): Scalar {
  const terms = tf.sub(tf.add(tf.square(mean), tf.square(deviation)), tf.add(tf.mul(2, tf.log(deviation)), 1));
  return tf.mul(0.5, tf.mean(tf.sum(terms, 1))) as Scalar;
}

/**
 * One step of a classifier with an information bottleneck (Tishby et al. 1999) as a pure function of flat state: the classifier descends cross-entropy + penalty,
 * and the critic, where there is one, climbs its bound on I(X;Z) on the same batch of images and codes. The batch's rows are in random order, so that
 * each image with the next one's code is a pair from P_X x P_Z.
 *
 * Data: `images [n, inputs]`, `labels [n]`. Batch: `rows [b]`, `noise [b, K]` where the code has noise, `dropped` where units are dropped.
 */
export function createBottleneckStep({ classifier, optimizer, information }: BottleneckParts): Step {
  const { layout, regularizer } = classifier;
  const smoothing = regularizer.id === 'label-smoothing' ? regularizer.epsilon : 0;
  return (state, data, batch) => {
    const own = namesWithin(CLASSIFIER, state);
    const critic = namesWithin(CRITIC, state);
    const rows = batch.rows as Tensor1D;
    const images = tf.gather(data.images, rows) as Tensor2D;
    const labels = tf.gather(data.labels, rows) as Tensor1D;
    const pieces = piecesOf(classifier, own.params);
    const codeOf = (params: readonly Tensor[]): { readonly code: Code; readonly z: Tensor2D } => {
      const code = classifier.encode(nameParameters(layout, params), images, batch.dropped as Tensor1D | undefined);
      return { code, z: draw(code, batch.noise as Tensor2D | undefined) };
    };
    const fit = (params: readonly Tensor[], z: Tensor2D): Scalar =>
      crossEntropy(classifier.classify(nameParameters(layout, params), z), labels, smoothing);
    const penaltyOf = (code: Code, z: Tensor2D): Scalar | undefined => {
      if (regularizer.id === 'vib')
        return tf.mul(regularizer.beta, divergenceFromNormal(code as Code & { deviation: Tensor2D })) as Scalar;
      if (regularizer.id === 'mine' && regularizer.beta > 0) return information!.loss(critic, { x: images, y: z });
      return undefined;
    };

    const objective = (): Scalar => {
      const { code, z } = codeOf(pieces);
      const penalty = penaltyOf(code, z);
      const loss = fit(pieces, z);
      return tf.neg(penalty ? tf.add(loss, penalty) : loss) as Scalar;
    };
    const [gradient] = gradientsOf({ name: 'classifier', layout }, pieces, [objective]);
    const next = climb(optimizer, own, gradient);

    // Computed once more in words only: equal nodes of the recording are one.
    const { code, z } = codeOf(pieces);
    const watched = information?.update(critic, { x: images, y: z });
    return {
      state: {
        ...prefixNames(CLASSIFIER, next),
        ...(watched ? prefixNames(CRITIC, watched.state) : {}),
      } as NamedTensors,
      outputs: {
        crossEntropy: fit(pieces, z),
        penalty: penaltyOf(code, z) ?? tf.scalar(0),
        information: watched?.estimate ?? tf.scalar(0),
      },
    };
  };
}
