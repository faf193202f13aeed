import { entry, noOptions } from '@minebench/core';
import { wasmEngine } from '../wasm/wasm-engine.ts';

export const wasmSimd = entry({
  id: 'wasm:simd',
  summary:
    'recorded once as a WebAssembly module of its own: the fastest for small networks, the same bytes on every machine',
  options: noOptions,
  create: () => wasmEngine(),
});
