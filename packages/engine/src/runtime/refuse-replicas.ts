import { InputError, type Replicas, VMAP } from '@minebench/core';

/** @throws InputError where an engine that runs one replica a program is given several */
export function refuseReplicas(engine: string, replicas: Replicas | undefined): void {
  if (!replicas) return;
  throw new InputError({
    argument: 'replicas',
    value: replicas.count,
    problem: `are to be one program, and ${engine} runs one replica a program`,
    remedy: `use an engine whose name ends with ${VMAP}, such as ort:cpu${VMAP}`,
  });
}
