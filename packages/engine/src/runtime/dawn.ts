import { EngineError } from '../engine-error.ts';
import { WEBGPU_REMEDY } from './webgpu-remedy.ts';

interface Adapter {
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
  };
  readonly features: { has(name: string): boolean };
}

interface Gpu {
  requestAdapter(): Promise<Adapter | null>;
}

let started: Promise<Gpu> | undefined;

/**
 * WebGPU for Node as a browser has it: `navigator.gpu` and the classes of the standard as globals.
 * @throws EngineError where the package is not installed or there is no device
 */
export function dawn(engine: string): Promise<Gpu> {
  started ??= start(engine);
  return started;
}

async function start(engine: string): Promise<Gpu> {
  const { create, globals } = await load(engine);
  Object.assign(globalThis, globals);
  const gpu = create([]) as Gpu;
  // Node before 21 has no navigator, later ones have one without a GPU.
  const { navigator } = globalThis as { navigator?: object };
  Object.defineProperty(globalThis, 'navigator', {
    value: Object.assign(Object.create(navigator ?? null), { gpu }),
    configurable: true,
  });
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new EngineError(engine, 'absent', 'finds no device for WebGPU', WEBGPU_REMEDY);
  return gpu;
}

async function load(engine: string): Promise<{ create(options: string[]): unknown; globals: object }> {
  try {
    return (await import('webgpu' as string)) as never;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ERR_MODULE_NOT_FOUND'
      ? new EngineError(
          engine,
          'absent',
          'needs the package webgpu, which is not installed',
          'npm install webgpu@0.6.2',
        )
      : new EngineError(engine, 'absent', `cannot load the package webgpu (${message})`, WEBGPU_REMEDY);
  }
}

/** Name of the device that WebGPU chooses. */
export async function webgpuDevice(engine: string): Promise<string> {
  const adapter = await (await dawn(engine)).requestAdapter();
  const { vendor, architecture, device, description } = adapter!.info;
  return device || description || [vendor, architecture].filter(Boolean).join(' ') || 'a device without a name';
}
