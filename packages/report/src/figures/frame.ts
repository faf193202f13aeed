import { type JsonObject, quantile } from '@minebench/core';

/** A value's place on a framed axis: itself, or the edge beyond which it lies. */
export interface Placed {
  readonly at: number;
  readonly beyond: 'above' | 'below' | null;
}

/** An axis range that one divergent value cannot stretch. */
export interface Frame {
  readonly domain: readonly [number, number];
  readonly place: (value: number) => Placed;
  readonly scale: JsonObject;
  /** Explicit ticks, where the scale needs them. */
  readonly ticks?: readonly number[];
}

const finiteExtent = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

const placeWithin =
  ([low, high]: readonly [number, number]) =>
  (value: number): Placed =>
    value > high
      ? { at: high, beyond: 'above' }
      : value < low
        ? { at: low, beyond: 'below' }
        : { at: value, beyond: null };

/**
 * Frames values about their anchors (truths, zero): the axis spans the anchors and every value within one and a half spans of them. What lies
 * beyond is drawn at the edge and counted, never dropped.
 * @param span - the size of what is measured, such as the largest truth, in nats
 * @param marginal - whether marks will stand on the lower edge: leaves room for them
 */
export function frameOf(values: readonly number[], anchors: readonly number[], span: number, marginal = false): Frame {
  const [low, high] = finiteExtent(anchors);
  const reach = 1.5 * Math.max(span, high - low, 0.1);
  const within = values.filter((value) => value >= low - reach && value <= high + reach);
  const [bottom, top] = finiteExtent([...anchors, ...within]);
  const pad = 0.06 * Math.max(top - bottom, 1e-3);
  const domain = [bottom - (marginal ? 2.5 : 1) * pad, top + pad] as const;
  return {
    domain,
    place: placeWithin(domain),
    scale: { domain: [...domain], nice: false, zero: false },
  };
}

const decades = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];

/**
 * The frame of errors about zero. Where the largest is more than thirty times the lower quartile, a symmetric logarithm (linear below the quartile) keeps
 * both legible: an estimator that misses ten nats at one point must not flatten its hundredths at the others.
 */
export function errorFrame(errors: readonly number[], span: number, marginal = false): Frame {
  const linear = frameOf(errors, [0], span, marginal);
  const shown = errors.map((error) => linear.place(error).at).map(Math.abs);
  const typical = Math.max(shown.length === 0 ? 0 : quantile(shown, 0.25), 1e-3);
  if (Math.max(0, ...shown) <= 30 * typical) return linear;
  const constant = decades.find((decade) => decade >= typical) ?? 1;
  // a margin that is even to the eye is a factor here
  const [low, high] = linear.domain.map((edge) => edge * (edge < 0 && marginal ? 1.6 : 1.15)) as [number, number];
  const magnitudes = decades.filter((decade) => decade >= constant);
  const sparse = magnitudes.filter((decade) => String(decade).replace(/[0.]/g, '') === '1');
  const chosen = magnitudes.filter((decade) => decade <= Math.max(high, -low)).length > 5 ? sparse : magnitudes;
  const ticks = [...chosen.map((decade) => -decade).reverse(), 0, ...chosen].filter(
    (tick) => tick >= low && tick <= high,
  );
  return {
    domain: [low, high],
    place: placeWithin([low, high]),
    scale: { domain: [low, high], nice: false, zero: false, type: 'symlog', constant },
    ticks,
  };
}
