import { highWord, powerOfTwo } from './bits.ts';

/** ln 2 in two parts: 40 bits, whose product with an exponent is exact, and the rest. */
const LN2_HIGH = 0.6931471805592082;
const LN2_LOW = 7.371002565167799e-13;

/**
 * The natural logarithm from IEEE + - * / alone, below one unit in the last place: the same bits on every machine, which
 * `Math.log` does not promise.
 *
 * x = 2^k m with m in [sqrt(1/2), sqrt(2)), log m = 2 artanh s = 2 (s + s^3/3 + s^5/5 + ...) with s = (m - 1) / (m + 1), |s| < 0.172.
 * The quotient s is kept to twice the precision, so that only the last addition rounds.
 */
export function log(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x <= 0) return x === 0 ? -Infinity : NaN;
  // subnormal numbers are brought into the normal range first
  const subnormal = x < 2.2250738585072014e-308;
  const scaled = subnormal ? x * 18014398509481984 : x;
  const word = highWord(scaled);
  // 0x6a09e is the fraction of sqrt(2): from there on m is halved and the exponent raised.
  const binary = (word >> 20) - ((word & 0xfffff) >= 0x6a09e ? 1022 : 1023);
  const exponent = subnormal ? binary - 54 : binary;
  const m = scaled * powerOfTwo(-binary);

  const f = m - 1;
  if (f === 0) return exponent * LN2_HIGH + exponent * LN2_LOW;
  const s = f / (2 + f);
  const sHigh = leadingHalf(s);
  const fHigh = leadingHalf(f);
  // f - s (2 + f), without rounding until the last product
  const residual = f - 2 * sHigh - sHigh * fHigh - sHigh * (f - fHigh);
  const sLow = residual / (2 + f);

  const z = s * s;
  const w = z * z;
  const series =
    1 / 3 +
    w * (1 / 7 + w * (1 / 11 + w * (1 / 15 + w * (1 / 19 + w * (1 / 23))))) +
    z * (1 / 5 + w * (1 / 9 + w * (1 / 13 + w * (1 / 17 + w * (1 / 21)))));
  const head = exponent * LN2_HIGH;
  const sum = head + 2 * sHigh;
  const lost = head === 0 ? 0 : head - sum + 2 * sHigh;
  return sum + (lost + (2 * sLow + 2 * s * z * series + exponent * LN2_LOW));
}

/** The 26 leading bits of x, so that products of two such numbers are exact (Veltkamp and Dekker). */
function leadingHalf(x: number): number {
  const spread = 134217729 * x;
  return spread - (spread - x);
}

/** log(1 + x), accurate for small x as well (W. Kahan's quotient). */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1) return x;
  if (u === Infinity || !(u > 0)) return log(u);
  return (log(u) * x) / (u - 1);
}
