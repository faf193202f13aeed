import { powerOfTwo } from './bits.ts';

/** An angle as quadrant and remainder: x = (quadrant + 4 j) pi/2 + high + low with |high| <= pi/4 (barely more), low below an ulp of high. */
export interface ReducedAngle {
  readonly quadrant: 0 | 1 | 2 | 3;
  readonly high: number;
  readonly low: number;
}

/** pi/2 in parts of 33 bits, whose products with a quotient below 2^20 are exact, and a rest of 53 bits. */
const PART1 = 1.5707963267341256;
const PART2 = 6.077100506303966e-11;
const PART3 = 2.0222662487111665e-21;
const PART4 = 8.4784276603689e-32;

const TWO_OVER_PI = 0.6366197723675814;

/** Bits behind the binary point in `reduceLarge`: the largest double times the error of pi/2 stays below 2^-120. */
const PRECISION = 1150;
let halfPi: bigint | undefined;

/** The remainder of a finite angle modulo pi/2, to twice the working precision. */
export function reduceAngle(x: number): ReducedAngle {
  if (Math.abs(x) <= 0.7853981633974483) return { quadrant: 0, high: x, low: 0 };
  return Math.abs(x) < 1_000_000 ? reduceModerate(x) : reduceLarge(x);
}

/** Subtracts q pi/2 part by part and keeps what the subtractions round away (Cody and Waite; Dekker's two-sum). */
function reduceModerate(x: number): ReducedAngle {
  const q = Math.floor(x * TWO_OVER_PI + 0.5);
  const first = x - q * PART1;
  const second = first - q * PART2;
  const secondLost = lostBySubtraction(first, q * PART2, second);
  const third = second - q * PART3;
  const rest = secondLost + lostBySubtraction(second, q * PART3, third) - q * PART4;
  const high = third + rest;
  return { quadrant: (q & 3) as ReducedAngle['quadrant'], high, low: third - high + rest };
}

/** a - b - difference, exactly. */
function lostBySubtraction(a: number, b: number, difference: number): number {
  const virtual = a - difference;
  return a - (difference + virtual) - (b - virtual);
}

/** Exact division in integers: pi by Machin's formula, 16 arctan(1/5) - 4 arctan(1/239), once. */
function reduceLarge(x: number): ReducedAngle {
  halfPi ??= (8n * arctanOfInverse(5n) - 2n * arctanOfInverse(239n)) >> 64n;
  const magnitude = Math.abs(x);
  // a double below 2^53 has at most 33 fractional bits here (it is above 2^19), one above has none
  const scaled =
    magnitude < 9007199254740992
      ? BigInt(magnitude * 8589934592) << BigInt(PRECISION - 33)
      : BigInt(magnitude) << BigInt(PRECISION);
  const q = (2n * scaled + halfPi) / (2n * halfPi);
  const remainder = scaled - q * halfPi;
  const high = leadingNumber(remainder);
  const low = leadingNumber(remainder - high.exact);
  const quadrant = Number(q & 3n);
  return x > 0
    ? { quadrant: quadrant as ReducedAngle['quadrant'], high: high.value, low: low.value }
    : { quadrant: (-quadrant & 3) as ReducedAngle['quadrant'], high: -high.value, low: -low.value };
}

/** arctan(1/n) 2^(PRECISION + 64), by its series. */
function arctanOfInverse(n: bigint): bigint {
  let power = (1n << BigInt(PRECISION + 64)) / n;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power /= -n * n;
    sum += power / k;
  }
  return sum;
}

/** The 53 leading bits of a fixed-point number, as a double and as the fixed-point number it stands for. */
function leadingNumber(fixed: bigint): { value: number; exact: bigint } {
  if (fixed === 0n) return { value: 0, exact: 0n };
  const magnitude = fixed < 0n ? -fixed : fixed;
  const excess = Math.max(magnitude.toString(2).length - 53, 0);
  const mantissa = magnitude >> BigInt(excess);
  const sign = fixed < 0n ? -1 : 1;
  return {
    value: sign * Number(mantissa) * powerOfTwo(excess - PRECISION),
    exact: BigInt(sign) * (mantissa << BigInt(excess)),
  };
}
