import type { NamedArrays, NdArray, ProgramInputs, StepExample } from '@minebench/core';
import type * as Ort from 'onnxruntime-node';
import { engineFailure } from '../engine-error.ts';
import { encodeScanModel, modelNames } from '../graph/onnx-model.ts';
import { cudaDevice, processorName } from './device-names.ts';
import { loadOnnxRuntime, providerRemedy, sessionOf } from './onnx-session.ts';
import { type GraphRuntime, type RecordedEngine, recordedEngine } from './recorded-engine.ts';

export interface OnnxRuntimeOptions {
  /** Threads of a matrix product. One a process, and a process a core, is as fast as any other arrangement, and deterministic. */
  readonly threads?: number;
}

/** Records steps as ONNX graphs and runs them by ONNX Runtime on the CPU, many steps a call. */
export const onnxRuntimeEngine = (options: OnnxRuntimeOptions = {}): RecordedEngine => ({
  ...recordedEngine('ort:cpu', scanRuntime('cpu', options)),
  device: processorName,
});

/** The same on an NVIDIA card: ONNX Runtime's CUDA kernels have `Scan`, so that a call of many steps leaves its state on the card. */
export const onnxRuntimeCudaEngine = (): RecordedEngine => ({
  ...recordedEngine('ort:cuda', scanRuntime('cuda', {})),
  remedy: providerRemedy.cuda,
  device: cudaDevice,
});

/** Runs many steps a call on a provider of ONNX Runtime whose kernels have `Scan`, so that the state stays where it is computed. */
function scanRuntime(provider: 'cpu' | 'cuda', { threads = 1 }: OnnxRuntimeOptions): GraphRuntime {
  return {
    async compile(step, example, { engine }) {
      const ort = await loadOnnxRuntime(engine);
      const session = await sessionOf(engine, encodeScanModel(step), provider, { intraOpNumThreads: threads });
      return {
        async run(state, inputs, steps) {
          try {
            return await runSession(ort, session, example, state, inputs, steps);
          } catch (error) {
            throw engineFailure(engine, error);
          }
        },
        dispose: () => session.release(),
      };
    },
  };
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
