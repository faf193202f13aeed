import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { hasElementType } from '../graph/element-types.ts';
import type { Value } from '../graph/graph.ts';
import { StepError } from '../step-error.ts';
import { tf } from '../tf.ts';
import { foldConstants } from './constant-folding.ts';
import { lowerings } from './kernels/index.ts';
import { recorder, type Session } from './recorder-backend.ts';

/** Name under which the recorder stands among TensorFlow.js backends. */
export const RECORDER = 'minebench-recorder';

/**
 * Makes the recorder a backend of TensorFlow.js. Its kernels compute nothing: each appends nodes to the graph of the current session. Operations on
 * known numbers alone are computed at once (constant folding), by TensorFlow.js's own CPU kernels.
 */
export function registerRecorder(): void {
  // Priority 0: TensorFlow.js never chooses it by itself.
  tf.registerBackend(RECORDER, () => recorder, 0);
  // Every kernel that TensorFlow.js has is registered, so that an unmapped one is our error, with the critic's name, and not a failed lookup.
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({ kernelName, backendName: RECORDER, kernelFunc: record(kernelName) });
  }
}

function record(kernelName: string): KernelConfig['kernelFunc'] {
  return ({ inputs, attrs }) => {
    const session = recorder.session;
    if (!session) throw new StepError(`internal: kernel ${kernelName} runs on the recorder outside a recording`);
    const operands = presentOperands(inputs as Operands);
    const attributes = (attrs ?? {}) as Record<string, unknown>;
    const folded = foldConstants(kernelName, operands, attributes, (info) => recorder.constantOf(info));
    if (folded) return oneOrMany(folded, (constant) => recorder.constantTensor(constant));
    return oneOrMany(lowerKernel(session, kernelName, operands, attributes), (value) => recorder.tensorOf(value));
  };
}

type Operands = Readonly<Record<string, TensorInfo>> | readonly TensorInfo[];

/** Optional operands that were not given are passed as undefined or null. */
const presentOperands = (inputs: Operands): Operands =>
  Array.isArray(inputs) ? inputs : Object.fromEntries(Object.entries(inputs).filter(([, info]) => info));

const oneOrMany = <A, B>(results: A | readonly A[], map: (result: A) => B): B | B[] =>
  Array.isArray(results) ? results.map(map) : map(results as A);

/** Appends what a kernel means to the session's graph. */
function lowerKernel(
  { graph, subject }: Session,
  kernelName: string,
  operands: Operands,
  attributes: Readonly<Record<string, unknown>>,
): Value | readonly Value[] {
  const lower = lowerings[kernelName];
  if (!lower) {
    throw new StepError(
      `${subject} uses the TensorFlow.js kernel ${kernelName}, which cannot be recorded; write it with other operations or run with --engine tfjs:cpu`,
    );
  }
  const before = graph.nodes.length;
  const named = Object.entries(operands).map(([name, info]) => [name, recorder.graphValue(info)] as const);
  const list = named.map(([, value]) => value);
  const result = saidOf(subject, () => lower({ graph, inputs: Object.fromEntries(named), list, attributes }));
  const refused = graph.nodes.slice(before).find((node) => !hasElementType(node));
  if (refused) {
    throw new StepError(
      `${subject} uses the TensorFlow.js kernel ${kernelName} on ${refused.inputs[0].type} tensors, which cannot be recorded; cast them to float32 first`,
    );
  }
  return result;
}

/** What a mapping refuses is said of the step. */
function saidOf<T>(subject: string, map: () => T): T {
  try {
    return map();
  } catch (error) {
    if (error instanceof StepError) throw new StepError(`${subject} ${error.message}`);
    throw error;
  }
}
