import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from '@minebench/core';

/** Replicates that a task has seeds for. */
export const MOST_REPLICATES = 1000;

/**
 * The seed of a task's replicates: every contestant meets the same sample and begins from the same initialisation key. Each task has a block of seeds of its
 * own, which follows from its options alone. With one seed for all tasks the half-cube task would be the Gaussian one's very points under another map: their
 * errors would go together, and intervals over tasks would be too short.
 */
export function replicateSeeds(task: JsonObject, replicates: number): number[] {
  const block = createHash('sha256').update(canonicalJson(task)).digest().readUInt32BE(0) % 1_000_000;
  return Array.from({ length: replicates }, (_, replicate) => MOST_REPLICATES * block + replicate);
}
