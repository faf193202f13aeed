import { entry, noOptions } from '@minebench/core';
import { wasmEngine } from '../wasm/wasm-engine.ts';

export const wasmSimd = entry({
  id: 'wasm:simd',
  summary:
    'recorded once as a WebAssembly module of its own: fastest for networks of some 16 units, no kernels of images',
  options: noOptions,
  create: () => wasmEngine(),
});
