import type { TruthPoint } from './truth-curve.ts';

export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** A corner of the band's upper edge; the lower one mirrors it. */
export interface BandCorner {
  readonly x: number;
  readonly tolerance: number;
}

/**
 * The band max(absolute, relative * truth) in steps: each swept correlation has its own tolerance from halfway to its left neighbour to halfway to its
 * right one, and the outermost reach the panel's edges. So a mark that is shifted sideways stands within the step that it is judged by.
 */
export function toleranceBand(
  truths: readonly TruthPoint[],
  domain: readonly [number, number],
  { absolute, relative }: Tolerance,
): BandCorner[] {
  // of several truths at one correlation the smallest allows least
  const strictest = truths.filter(({ rho }, index) => index === 0 || truths[index - 1].rho !== rho);
  return strictest.flatMap(({ rho, nats }, index) => {
    const from = index === 0 ? domain[0] : (strictest[index - 1].rho + rho) / 2;
    const to = index === strictest.length - 1 ? domain[1] : (rho + strictest[index + 1].rho) / 2;
    const tolerance = Math.max(absolute, relative * nats);
    return [
      { x: from, tolerance },
      { x: to, tolerance },
    ];
  });
}
