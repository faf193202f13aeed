import type { NamedArrays, NdArray, ProgramInputs, StepExample } from '@minebench/core';
import type * as Ort from 'onnxruntime-node';
import { encodeScanModel, modelNames } from '../graph/onnx-model.ts';
import { type GraphRuntime, type RecordedEngine, recordedEngine } from './recorded-engine.ts';

export interface OnnxRuntimeOptions {
  /** Threads of a matrix product. One a process, and a process a core, is as fast as any other arrangement, and deterministic. */
  readonly threads?: number;
}

/** Records steps as ONNX graphs and runs them by ONNX Runtime on the CPU, many steps a call. */
export const onnxRuntimeEngine = (options: OnnxRuntimeOptions = {}): RecordedEngine =>
  recordedEngine('ort:cpu', onnxRuntime(options));

function onnxRuntime({ threads = 1 }: OnnxRuntimeOptions): GraphRuntime {
  return {
    async compile(step, example) {
      const ort = await loadRuntime();
      const session = await ort.InferenceSession.create(encodeScanModel(step), {
        executionProviders: ['cpu'],
        graphOptimizationLevel: 'all',
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        executionMode: 'sequential',
        logSeverityLevel: 3,
      });
      return {
        run: (state, inputs, steps) => runSession(ort, session, example, state, inputs, steps),
        dispose: () => session.release(),
      };
    },
  };
}

// Loaded when the first step is compiled, so that the eager engines work where its binary does not.
async function loadRuntime(): Promise<typeof Ort> {
  const module = (await import('onnxruntime-node')) as typeof Ort & { default?: typeof Ort };
  return module.default ?? module;
}

async function runSession(
  ort: typeof Ort,
  session: Ort.InferenceSession,
  example: StepExample,
  state: NamedArrays,
  inputs: ProgramInputs,
  steps: number,
) {
  const tensor = ({ dtype, data, shape }: NdArray) =>
    new ort.Tensor(dtype as 'float32', data as Float32Array, [...shape]);
  const feeds: Record<string, Ort.Tensor> = {};
  for (const name of Object.keys(example.state)) feeds[modelNames.state(name)] = tensor(state[name]);
  for (const name of Object.keys(example.data)) feeds[modelNames.data(name)] = tensor(inputs.data[name]);
  for (const name of Object.keys(example.batch)) feeds[modelNames.batch(name)] = tensor(inputs.batch[name]);
  if (Object.keys(example.batch).length === 0) {
    feeds[modelNames.ticks] = new ort.Tensor('bool', new Uint8Array(steps), [steps]);
  }
  const results = await session.run(feeds);
  const collect = (prefix: string): Record<string, NdArray> =>
    Object.fromEntries(
      Object.entries(results)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [
          name.slice(prefix.length),
          { dtype: value.type as NdArray['dtype'], shape: [...value.dims], data: value.data as Float32Array },
        ]),
    );
  return { state: collect(modelNames.nextState('')), outputs: collect(modelNames.output('')) };
}
