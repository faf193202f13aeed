import type { NamedSpecs, NamedTensors, Step, StepExample } from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';
import { Graph, type Value } from '../graph/graph.ts';
import type { StepGraph } from '../graph/onnx-model.ts';
import { onBackend } from '../on-backend.ts';
import { callStep } from '../step-contract.ts';
import { StepError } from '../step-error.ts';
import { tf } from '../tf.ts';
import { recorder, type Session } from './recorder-backend.ts';
import { RECORDER, registerRecorder } from './recorder-kernels.ts';

registerRecorder();

/**
 * Runs a step once on tensors that hold no numbers and keeps what it did as a graph: forward pass, `tf.valueAndGrads`, optimiser.
 * The step must be synchronous, and the next state must have the shapes and types of the state.
 *
 * @throws StepError for an unmapped kernel, a value read while recording, random numbers drawn by TensorFlow.js, a state that changes shape
 */
export function recordStep(step: Step, example: StepExample, subject = 'the step'): StepGraph {
  const session: Session = { graph: new Graph(), subject };
  const previousSession = recorder.session;
  const random = Math.random;
  recorder.session = session;
  // Numbers drawn here would be the same in every step, as part of the recording: an error that no result would show.
  Math.random = () => {
    throw new StepError(
      `${subject} draws random numbers while it is recorded, which would be the same ones in every step; take noise from the batch or use a seeded, fixed constant`,
    );
  };
  try {
    const recorded = onBackend(RECORDER, () => trace(step, example, session));
    if (session.problem) throw session.problem;
    return recorded;
  } finally {
    Math.random = random;
    recorder.session = previousSession;
  }
}

function trace(step: Step, example: StepExample, { graph, subject }: Session): StepGraph {
  const state = placeholders(graph, example.state);
  const data = placeholders(graph, example.data);
  const batch = placeholders(graph, example.batch);
  const { state: next, outputs } = callStep(step, example, subject, state.tensors, data.tensors, batch.tensors);
  return {
    graph,
    state: state.values,
    data: data.values,
    batch: batch.values,
    nextState: valuesOf(next),
    outputs: valuesOf(outputs),
  };
}

const valuesOf = (tensors: NamedTensors): Record<string, Value> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, recorder.graphValue(tensor)]));

function placeholders(
  graph: Graph,
  specs: NamedSpecs,
): { values: Record<string, Value>; tensors: Record<string, Tensor> } {
  const values: Record<string, Value> = {};
  const tensors: Record<string, Tensor> = {};
  for (const [name, { dtype, shape }] of Object.entries(specs)) {
    values[name] = graph.input(dtype, shape);
    tensors[name] = tf.engine().makeTensorFromTensorInfo(recorder.tensorOf(values[name]));
  }
  return { values, tensors };
}
