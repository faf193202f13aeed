import type { NamedArrays, Step, StepExample } from '@minebench/core';
import { tf } from '@minebench/engine';
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import type { KernelCase } from './kernel-case.ts';

/** Small enough that no operand comes near a kink within the run. */
const LEARNING_RATE = 5e-4;

/** A kernel's case with what TensorFlow.js was seen to do for it. */
export interface TrainableCase extends KernelCase {
  readonly differentiable: boolean;
}

/** Coefficients of either sign that make a scalar of a result, the same for every engine. */
const coefficients = (like: Tensor): Tensor =>
  tf.tensor(
    Float32Array.from({ length: like.size }, (_, k) => (k % 2 === 0 ? 1 : -1) * (0.5 + ((7 * k) % 11) / 11)),
    like.shape,
  );

const listOf = (result: Tensor | Tensor[]): Tensor[] => (Array.isArray(result) ? result : [result]);

const weighted = (results: readonly Tensor[]): Scalar =>
  results
    .map((result) => tf.sum(tf.mul(result, coefficients(result))))
    .reduce((sum, term) => tf.add(sum, term)) as Scalar;

/**
 * One case in a step: the kernel's results, and where it has a gradient, the gradient of a weighted sum of them by its operands, those that are given
 * aside, and the operands one step further.
 */
export function stepOfCase(
  { call, differentiable }: TrainableCase,
  operands: readonly Tensor[],
  given: (operand: number) => boolean = () => false,
) {
  const results = listOf(call(...operands));
  const values = Object.fromEntries(results.map((result, k) => [`result ${k}`, result]));
  const trained = operands.flatMap((operand, k) => (operand.dtype === 'float32' && !given(k) ? [k] : []));
  if (!differentiable || trained.length === 0) return { operands, outputs: values };
  const objective = (...parameters: Tensor[]) => {
    const all = operands.map((operand, k) => (trained.includes(k) ? parameters[trained.indexOf(k)] : operand));
    return weighted(listOf(call(...all)));
  };
  const { value, grads } = tf.valueAndGrads(objective)(trained.map((k) => operands[k]));
  const moved = operands.map((operand, k) =>
    trained.includes(k) ? tf.sub(operand, tf.mul(grads[trained.indexOf(k)], LEARNING_RATE)) : operand,
  );
  const gradients = Object.fromEntries(trained.map((k, position) => [`gradient ${k}`, grads[position]]));
  return { operands: moved, outputs: { ...values, loss: value, ...gradients } };
}

/**
 * All cases of a kernel as one program: the operands are its state, trained step by step where there is a gradient; those that are given are its
 * data.
 */
export function programOfCases(
  cases: readonly TrainableCase[],
  given: (operand: number) => boolean = () => false,
): {
  step: Step;
  example: StepExample;
  state: NamedArrays;
  data: NamedArrays;
} {
  const nameOf = (index: number, operand: number) => `${index}.operand ${operand}`;
  const arrays = (which: (operand: number) => boolean) =>
    Object.fromEntries(
      cases.flatMap(({ operands }, index) =>
        operands.flatMap((array, k) => (which(k) ? [[nameOf(index, k), array] as const] : [])),
      ),
    );
  const [state, data] = [arrays((operand) => !given(operand)), arrays(given)];
  const step: Step = (trained, fixed) => {
    const tensors = { ...trained, ...fixed };
    const parts = cases.map((one, index) =>
      stepOfCase(
        one,
        one.operands.map((_, k) => tensors[nameOf(index, k)]),
        given,
      ),
    );
    return {
      state: Object.fromEntries(
        parts.flatMap(({ operands }, index) => operands.map((tensor, k) => [nameOf(index, k), tensor] as const)),
      ),
      outputs: Object.fromEntries(
        parts.flatMap(({ outputs }, index) =>
          Object.entries(outputs).map(([name, tensor]) => [`${index}.${name}`, tensor] as const),
        ),
      ),
    };
  };
  return { step, example: { state, data, batch: {} }, state, data };
}
