import { createRegistry, type Engine, type Entry } from '@minebench/core';
import { ortCpu } from './engines/ort-cpu.ts';
import { ortCuda } from './engines/ort-cuda.ts';
import { ortWebgpu } from './engines/ort-webgpu.ts';
import { tfjsCpu } from './engines/tfjs-cpu.ts';
import { tfjsNode } from './engines/tfjs-node.ts';
import { tfjsNodeGpu } from './engines/tfjs-node-gpu.ts';
import { tfjsWasm } from './engines/tfjs-wasm.ts';
import { tfjsWebgpu } from './engines/tfjs-webgpu.ts';
import { wasmSimd } from './engines/wasm-simd.ts';
import { withHalf } from './engines/with-half.ts';
import { withVmap } from './engines/with-vmap.ts';

const entries: readonly Entry<Engine>[] = [
  ortCpu,
  withVmap(ortCpu),
  ortWebgpu,
  withVmap(ortWebgpu),
  withHalf(ortWebgpu),
  withVmap(withHalf(ortWebgpu)),
  ortCuda,
  withVmap(ortCuda),
  withHalf(ortCuda),
  withVmap(withHalf(ortCuda)),
  wasmSimd,
  withVmap(wasmSimd),
  tfjsCpu,
  tfjsWasm,
  tfjsWebgpu,
  tfjsNode,
  tfjsNodeGpu,
];

/** Engines by name. */
export const engines = createRegistry<Engine>('engine', entries);
