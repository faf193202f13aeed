import type { ArraySpec, NamedArrays, NamedSpecs, NdArray } from '@minebench/core';
import type * as Ort from 'onnxruntime-node';
import { engineFailure } from '../engine-error.ts';
import { Graph, sizeOf, type Value } from '../graph/graph.ts';
import { encodeStepModel, type StepGraph, stepNames } from '../graph/onnx-model.ts';
import { webgpuDevice } from './dawn.ts';
import { loadOnnxRuntime, providerRemedy, sessionOf } from './onnx-session.ts';
import { type CompiledGraph, type GraphRuntime, type RecordedEngine, recordedEngine } from './recorded-engine.ts';
import { belongsOnHost } from './webgpu-host-nodes.ts';

type Tensors = Record<string, Ort.Tensor>;
const DEVICE = 'gpu-buffer';

/** Records steps as ONNX graphs and runs them by ONNX Runtime on the GPU that WebGPU chooses. */
export const onnxRuntimeWebgpuEngine = (): RecordedEngine => ({
  ...recordedEngine('ort:webgpu', webgpuRuntime),
  remedy: providerRemedy.webgpu,
  device: () => webgpuDevice('ort:webgpu'),
});

/**
 * Runs recorded steps on ONNX Runtime's WebGPU provider. It has no `Scan` or `Loop`: one there would sit on the CPU and carry the state across
 * the bus in every step. So a step is a call, whose state is bound to buffers of the device, as the data is; what comes back are the outputs.
 */
const webgpuRuntime: GraphRuntime = {
  async compile(step, example, { engine }): Promise<CompiledGraph> {
    const ort = await loadOnnxRuntime(engine);
    const stays = Object.fromEntries([
      ...Object.keys(step.nextState).map((name) => [stepNames.nextState(name), DEVICE] as const),
      ...Object.keys(step.outputs).map((name) => [stepNames.output(name), 'cpu'] as const),
    ]);
    const { model, picked } = encodeStepModel(step, belongsOnHost);
    const session = await sessionOf(engine, model, 'webgpu', {
      executionProviders: [picked.length > 0 ? { name: 'webgpu', forceCpuNodeNames: picked } : 'webgpu'],
      preferredOutputLocation: stays,
    });
    const upload = await copier(engine, example.data, DEVICE);
    const download = await copier(engine, example.state, 'cpu');
    const resident = new ResidentData(ort, upload, example.data);
    return {
      async run(initial, inputs, steps) {
        try {
          const data = await resident.of(inputs.data);
          const outputs = new StackedOutputs(step.outputs, steps);
          let state: Tensors = mapKeys(example.state, stepNames.state, (name) => onHost(ort, initial[name]));
          for (let k = 0; k < steps; k++) {
            const batch = mapKeys(example.batch, stepNames.batch, (name) =>
              onHost(ort, slice(inputs.batch[name], example.batch[name], k)),
            );
            const results = await session.run({ ...state, ...data, ...batch });
            release(state);
            outputs.put(k, results);
            state = mapKeys(example.state, stepNames.state, (name) => results[stepNames.nextState(name)]);
          }
          const copies = await download?.run(
            mapKeys(example.state, stepNames.data, (name) => state[stepNames.state(name)]),
          );
          release(state);
          return {
            state: mapKeys(
              example.state,
              (name) => name,
              (name) => toArray(copies![stepNames.output(name)]),
            ),
            outputs: outputs.arrays,
          };
        } catch (error) {
          throw engineFailure(engine, error);
        }
      },
      async dispose() {
        resident.dispose();
        for (const one of [session, upload, download]) await one?.release();
      },
    };
  },
};

/** A session that hands out what it is given, somewhere else: the binding has no other way between host and device. */
async function copier(
  engine: string,
  specs: NamedSpecs,
  to: 'cpu' | typeof DEVICE,
): Promise<Ort.InferenceSession | undefined> {
  if (Object.keys(specs).length === 0) return undefined;
  const graph = new Graph();
  const values = mapKeys(
    specs,
    (name) => name,
    (name) => graph.input(specs[name].dtype, specs[name].shape),
  );
  const copy: StepGraph = { graph, state: {}, data: values, batch: {}, nextState: {}, outputs: values };
  const places = mapKeys(specs, stepNames.output, () => to);
  return sessionOf(engine, encodeStepModel(copy).model, 'webgpu', { preferredOutputLocation: places });
}

/** A program's data in buffers of the device: what comes as the same typed arrays again is not sent again. */
class ResidentData {
  readonly #ort: typeof Ort;
  readonly #upload: Ort.InferenceSession | undefined;
  readonly #specs: NamedSpecs;
  #sources: readonly NdArray['data'][] = [];
  #tensors: Tensors = {};

  constructor(ort: typeof Ort, upload: Ort.InferenceSession | undefined, specs: NamedSpecs) {
    this.#ort = ort;
    this.#upload = upload;
    this.#specs = specs;
  }

  async of(arrays: NamedArrays): Promise<Tensors> {
    const names = Object.keys(this.#specs);
    const sources = names.map((name) => arrays[name].data);
    if (!this.#upload || sources.every((source, k) => source === this.#sources[k])) return this.#tensors;
    this.dispose();
    const sent = await this.#upload.run(
      mapKeys(this.#specs, stepNames.data, (name) =>
        onHost(this.#ort, { ...this.#specs[name], data: arrays[name].data }),
      ),
    );
    this.#tensors = mapKeys(this.#specs, stepNames.data, (name) => sent[stepNames.output(name)]);
    this.#sources = sources;
    return this.#tensors;
  }

  dispose(): void {
    release(this.#tensors);
    this.#tensors = {};
    this.#sources = [];
  }
}

/** Outputs of all steps, one after the other. */
class StackedOutputs {
  readonly arrays: Record<string, NdArray>;
  readonly #names: readonly string[];

  constructor(outputs: Readonly<Record<string, Value>>, steps: number) {
    this.#names = Object.keys(outputs);
    this.arrays = mapKeys(
      outputs,
      (name) => name,
      (name) => {
        const { type, shape } = outputs[name];
        const dtype = type as NdArray['dtype'];
        const Data = dtype === 'float32' ? Float32Array : dtype === 'int32' ? Int32Array : Uint8Array;
        return { dtype, shape: [steps, ...shape], data: new Data(steps * sizeOf(shape)) };
      },
    );
  }

  put(step: number, results: Ort.InferenceSession.OnnxValueMapType): void {
    for (const name of this.#names) {
      const { data } = results[stepNames.output(name)] as Ort.Tensor;
      (this.arrays[name].data as Float32Array).set(data as Float32Array, step * (data as Float32Array).length);
    }
  }
}

const mapKeys = <A>(
  record: Readonly<Record<string, unknown>>,
  rename: (name: string) => string,
  value: (name: string) => A,
): Record<string, A> => Object.fromEntries(Object.keys(record).map((name) => [rename(name), value(name)]));

const onHost = (ort: typeof Ort, { dtype, data, shape }: NdArray): Ort.Tensor =>
  new ort.Tensor(dtype as 'float32', data as Float32Array, [...shape]);

const slice = ({ data }: NdArray, { dtype, shape }: ArraySpec, step: number): NdArray => {
  const size = sizeOf(shape);
  return { dtype, shape, data: data.subarray(step * size, (step + 1) * size) };
};

const toArray = ({ type, dims, data }: Ort.Tensor): NdArray => ({
  dtype: type as NdArray['dtype'],
  shape: [...dims],
  data: data as Float32Array,
});

/** Buffers of the device are given back at once: a garbage collector sees none of their size. */
const release = (tensors: Tensors): void => {
  for (const tensor of Object.values(tensors)) if (tensor.location === DEVICE) tensor.dispose();
};
