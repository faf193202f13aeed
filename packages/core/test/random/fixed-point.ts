/** Reference values for the elementary functions: arithmetic in integers scaled by 2^BITS. */
const BITS = 320;
const ONE = 1n << BigInt(BITS);

/** A double of modest size, exactly. */
export function toFixed(x: number): bigint {
  const shift = 200;
  const scaled = x * 2 ** shift;
  if (!Number.isInteger(scaled) || !Number.isFinite(scaled)) throw new RangeError(`${x} is beyond this test's numbers`);
  return BigInt(scaled) << BigInt(BITS - shift);
}

/** Sum of x^n / n! over n = first, first + step, ..., with alternating signs where asked. */
function series(x: bigint, first: number, step: number, alternating: boolean): bigint {
  let term = ONE;
  let total = 0n;
  for (let n = 0; term !== 0n; n++) {
    if (n >= first && (n - first) % step === 0) total += alternating && ((n - first) / step) % 2 === 1 ? -term : term;
    term = (term * x) / (ONE * BigInt(n + 1));
  }
  return total;
}

export const expFixed = (x: number): bigint => series(toFixed(x), 0, 1, false);
export const sinFixed = (x: number): bigint => series(toFixed(x), 1, 2, true);
export const cosFixed = (x: number): bigint => series(toFixed(x), 0, 2, true);

/** How many units in its last place a result is off. */
export function unitsOff(result: number, truth: bigint): number {
  const error = toFixed(result) - truth;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(result))), -1022);
  return Math.abs(Number(error) / 2 ** (BITS + exponent - 52));
}
