import type { Engine } from '@minebench/core';
import { engines, onnxRuntimeEngine } from '@minebench/engine';

/** Engines that can be given threads; all others run on one. */
export const threaded: readonly string[] = ['ort:cpu'];

/** An engine by its id, on so many threads. */
export const createEngine = (id: string, threads: number): Engine =>
  threads > 1 && id === 'ort:cpu' ? onnxRuntimeEngine({ threads }) : engines.create(id);

/** Engines on the processor that record a step: what a GPU's driver breaks would break this process. */
export const recordingEngines = (): string[] =>
  engines.entries.map(({ id }) => id).filter((id) => !/^tfjs:|gpu|cuda|\+/.test(id));
