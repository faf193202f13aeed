import type { Bound } from '@minebench/core';

/**
 * Why a value cannot be an estimate, or undefined where it can. A value beyond log n' is not supported by its n' reference pairs: Donsker-Varadhan
 * exceeds log n' only where the mean joint score lies above every reference score, and no lower bound on pairs exceeds Donsker-Varadhan. A critic
 * that separates the two samples completely passes any value by growing (McAllester and Stratos 2018, on what N samples can certify).
 */
export function beyondSample(bound: Bound, nats: number, references: number): string | undefined {
  if (!Number.isFinite(nats)) return 'is not finite';
  if (bound.references !== 'pairs' || bound.kind !== 'lower' || nats <= Math.log(references)) return undefined;
  const limit = `log n' = ${Math.log(references).toFixed(2)} of its ${references} reference pairs`;
  return `of ${nats.toPrecision(4)} nats exceeds ${limit}: the mean joint score lies above every reference score`;
}
