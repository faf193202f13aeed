import type { ArraySpec, NamedSpecs, NamedTensors, Step, StepExample } from '@minebench/core';
import type { Tensor } from '@tensorflow/tfjs';
import { Graph, sameShape, type Value } from '../graph/graph.ts';
import type { StepGraph } from '../graph/onnx-model.ts';
import { tf } from '../tf.ts';
import { RECORDER, recorder, type Session } from './recorder-backend.ts';
import { RecordingError } from './recording-error.ts';

/**
 * Runs a step once on tensors that hold no numbers and keeps what it did as a graph: forward pass, `tf.valueAndGrads`, optimiser.
 * The step must be synchronous, and the next state must have the shapes and types of the state.
 *
 * Throws {@link RecordingError}: an unmapped kernel, a value read while recording, random numbers drawn by TensorFlow.js, a state that changes shape.
 */
export function recordStep(step: Step, example: StepExample, subject = 'the step'): StepGraph {
  const session: Session = { graph: new Graph(), subject };
  const previousBackend = tf.getBackend();
  const previousSession = recorder.session;
  const random = Math.random;
  recorder.session = session;
  tf.setBackend(RECORDER);
  // Numbers drawn here would be the same in every step, as part of the recording: an error that no result would show.
  Math.random = () => {
    throw new RecordingError(
      `${subject} draws random numbers while it is recorded, which would be the same ones in every step; take noise from the batch or use a seeded, fixed constant`,
    );
  };
  try {
    const recorded = tf.engine().tidy(() => trace(step, example, session) as never) as unknown as StepGraph;
    if (session.problem) throw session.problem;
    return recorded;
  } finally {
    Math.random = random;
    recorder.session = previousSession;
    if (previousBackend) tf.setBackend(previousBackend);
  }
}

function trace(step: Step, example: StepExample, { graph, subject }: Session): StepGraph {
  const state = placeholders(graph, example.state);
  const data = placeholders(graph, example.data);
  const batch = placeholders(graph, example.batch);
  const result = step(state.tensors, data.tensors, batch.tensors);
  if (result instanceof Promise)
    throw new RecordingError(`${subject} is asynchronous; a recorded step must return its results at once`);
  for (const [name, spec] of Object.entries(example.state)) {
    const next = result.state[name];
    if (!next) throw new RecordingError(`${subject} gives no next value for the state ${name}`);
    if (!sameShape(next.shape, spec.shape) || next.dtype !== spec.dtype) {
      throw new RecordingError(
        `${subject} turns the state ${name} from ${describe(spec)} into ${describe(next as ArraySpec)}; a state keeps its shape and type`,
      );
    }
  }
  return {
    graph,
    state: state.values,
    data: data.values,
    batch: batch.values,
    nextState: valuesOf(pick(result.state, Object.keys(example.state))),
    outputs: valuesOf(result.outputs),
  };
}

const describe = ({ dtype, shape }: ArraySpec): string => `${dtype} [${shape.join(', ')}]`;

const pick = (tensors: NamedTensors, names: readonly string[]): NamedTensors =>
  Object.fromEntries(names.map((name) => [name, tensors[name]]));

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
