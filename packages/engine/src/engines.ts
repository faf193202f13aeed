import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createRegistry, type Engine, type Entry, entry, noOptions } from '@minebench/core';
import { onnxRuntimeEngine } from './runtime/onnx-runtime.ts';
import { tensorflowEngine } from './runtime/tensorflow.ts';

const ortCpu = entry({
  id: 'ort:cpu',
  summary: 'recorded once as ONNX, run natively by ONNX Runtime on the CPU (default)',
  options: noOptions,
  create: () => onnxRuntimeEngine(),
});

const tfjsCpu = entry({
  id: 'tfjs:cpu',
  summary: 'TensorFlow.js, operation by operation, in plain JavaScript',
  options: noOptions,
  create: () => tensorflowEngine('tfjs:cpu', { backend: 'cpu' }),
});

const tfjsWasm = entry({
  id: 'tfjs:wasm',
  summary: 'TensorFlow.js, operation by operation, in WebAssembly (one thread)',
  options: noOptions,
  create: () =>
    tensorflowEngine('tfjs:wasm', {
      backend: 'wasm',
      async prepare() {
        const imported = await import('@tensorflow/tfjs-backend-wasm');
        const wasm = (imported as unknown as { default?: typeof imported }).default ?? imported;
        const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
        wasm.setWasmPaths(`${folder}/`);
        wasm.setThreadsCount(1);
      },
    }),
});

/** Engines by name. */
export const engines = createRegistry<Engine>('engine', [ortCpu, tfjsCpu, tfjsWasm] as readonly Entry<Engine>[]);
