import { powerOfTwo } from './bits.ts';
import { log } from './log.ts';

const LN2_HIGH = 0.6931471805592082;
const LN2_LOW = 7.371002565167799e-13;

/** 1/n! for n = 2 .. 14, each the quotient's nearest double. */
const C2 = 1 / 2;
const C3 = 1 / 6;
const C4 = 1 / 24;
const C5 = 1 / 120;
const C6 = 1 / 720;
const C7 = 1 / 5040;
const C8 = 1 / 40320;
const C9 = 1 / 362880;
const C10 = 1 / 3628800;
const C11 = 1 / 39916800;
const C12 = 1 / 479001600;
const C13 = 1 / 6227020800;
const C14 = 1 / 87178291200;

/**
 * The exponential from IEEE + - * / alone, within about one unit in the last place: the same bits on every machine.
 *
 * x = k ln 2 + r with |r| <= ln(2)/2, exp x = 2^k exp r, exp r by its Taylor series to r^14 (remainder below 2^-59).
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x / LN2_HIGH + 0.5);
  const head = x - k * LN2_HIGH;
  const tail = k * LN2_LOW;
  const r = head - tail;
  const beyond =
    r *
    r *
    (C2 +
      r *
        (C3 +
          r *
            (C4 +
              r *
                (C5 +
                  r *
                    (C6 + r * (C7 + r * (C8 + r * (C9 + r * (C10 + r * (C11 + r * (C12 + r * (C13 + r * C14))))))))))));
  const mantissa = 1 + (head - (tail - beyond));
  if (k >= -1021 && k <= 1023) return mantissa * powerOfTwo(k);
  // two factors where 2^k itself is beyond the normal numbers
  return k > 0 ? mantissa * 2 * powerOfTwo(k - 1) : mantissa * powerOfTwo(k + 54) * 5.551115123125783e-17;
}

/** exp(x) - 1, accurate for small x as well (W. Kahan's quotient). */
export function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  const difference = u - 1;
  if (difference === -1 || u === Infinity) return difference;
  return (difference * x) / log(u);
}
