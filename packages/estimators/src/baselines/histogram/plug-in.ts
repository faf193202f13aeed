import { log, mean } from '@minebench/core';
import { type Cells, jointCells } from './cells.ts';

/** Information of the empirical distribution over cells. */
export interface PlugIn {
  /** log(p_xy / (p_x p_y)) in nats at each row; its mean is the plug-in estimate. */
  readonly logRatios: Float64Array;
  readonly nats: number;
  /** Cells of X, of Y and of both that hold a row. */
  readonly occupied: { readonly x: number; readonly y: number; readonly joint: number };
}

export function plugIn(x: Cells, y: Cells): PlugIn {
  const joint = jointCells(x.of, y.of);
  const count = x.of.length;
  const logRatios = Float64Array.from({ length: count }, (_, row) =>
    log((joint.counts[joint.of[row]] / x.counts[x.of[row]]) * (count / y.counts[y.of[row]])),
  );
  const occupied = { x: x.counts.length, y: y.counts.length, joint: joint.counts.length };
  return { logRatios, nats: mean(logRatios), occupied };
}

/**
 * What Miller and Madow's corrected entropies, (occupied cells - 1) / 2n more each (Miller 1955, Note on the bias of information estimates), add to the
 * plug-in information, in nats: (m_x + m_y - m_xy - 1) / 2n.
 */
export const millerMadow = ({ logRatios, occupied: { x, y, joint } }: PlugIn): number =>
  (x + y - joint - 1) / (2 * logRatios.length);
