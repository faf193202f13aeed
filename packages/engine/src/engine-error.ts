/** Why a runtime fails: it is not there, its device is gone, its device is full, or it says something else. */
export type EngineFailure = 'absent' | 'lost' | 'memory' | 'failed';

/** A runtime that cannot be had, or that failed while it ran. One line that names the engine, the problem and what to do. */
export class EngineError extends Error {
  readonly engine: string;
  readonly failure: EngineFailure;
  readonly problem: string;
  readonly remedy: string | undefined;

  constructor(engine: string, failure: EngineFailure, problem: string, remedy?: string) {
    super(`${engine} ${oneLine(problem)}${remedy === undefined ? '' : `; ${remedy}`}`);
    this.name = 'EngineError';
    this.engine = engine;
    this.failure = failure;
    this.problem = oneLine(problem);
    this.remedy = remedy;
  }

  /** True where the process that it happened in can compute no more on the device; a new one can. */
  get endsProcess(): boolean {
    return this.failure === 'lost';
  }
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

/** A native message is worth its first sentence or two. */
const brief = (text: string): string =>
  oneLine(text).length > 160 ? `${oneLine(text).slice(0, 157)}...` : oneLine(text);

const WITHOUT_HALF = /requires f16 but the device does not support it/;
const LOST =
  /device (is|was|has been) (lost|destroyed|removed)|lost (the|its) device|device.?lost|DEVICE_LOST|DEVICE_REMOVED|device hung|A valid external Instance reference no longer exists|CUDA (failure|error):? ?(46|700|702|719|999)\b|unspecified launch failure|illegal memory access|GPU has fallen off the bus/i;
const MEMORY =
  /out of (device |host |GPU )?memory|OUT_OF_(DEVICE_|HOST_)?MEMORY|OOM when allocating|failed to allocate|AllocateRawInternal|CUDA (failure|error):? ?2\b|CUBLAS_STATUS_ALLOC_FAILED|RESOURCE_EXHAUSTED|larger than the maximum (storage )?buffer|exceeds the max buffer size|\[Invalid Buffer|numbers_storage_buffers_/i;

/** What a runtime threw, as an `EngineError` where its device is lost or full or has no half precision; anything else as it is. */
export function engineFailure(engine: string, error: unknown): unknown {
  if (error instanceof EngineError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (WITHOUT_HALF.test(text))
    return new EngineError(
      engine,
      'absent',
      'needs half precision in shaders (shader-f16), which this device does not have',
      'use the engine without +half',
    );
  if (LOST.test(text))
    return new EngineError(
      engine,
      'lost',
      `lost its device in mid run (${brief(text)})`,
      'run the same command again, which takes up the cells that are missing; if it comes again, look at the driver (minebench engines)',
    );
  if (MEMORY.test(text))
    return new EngineError(
      engine,
      'memory',
      `ran out of memory on its device (${brief(text)})`,
      'lower batchSize, n, the widths of the critic, the replicas of a program or --workers',
    );
  return error;
}
