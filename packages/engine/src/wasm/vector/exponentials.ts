import type { Lanes, Vectors } from './vectors.ts';

// Polynomials of the Cephes library (Moshier 1989) for single precision: about one unit in the last place, from IEEE operations alone, so that the same
// program gives the same bytes on every machine.

const LOG2_E = Math.LOG2E;
/** log 2 in two parts, the first with few bits, so that a small integer times it is exact. */
const LOG_2 = [0.693359375, -2.1219444e-4] as const;

const EXP = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1];
const LOG = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
];
const TANH = [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1];

/** 2 to the power of whole numbers between -126 and 127. */
const powerOfTwo = (v: Vectors, exponent: Lanes): Lanes =>
  v.shift('i32x4.shl', v.op('i32x4.add', exponent, { i32: 127 }), 23);

/** e^x: 0 below -104, infinite above 88.8, NaN of NaN. */
export function exp(v: Vectors, x: Lanes): Lanes {
  // The pseudo-minimum hands on its first operand where it is NaN.
  const within = v.op('f32x4.pmin', v.op('f32x4.pmax', x, { f32: -104 }), { f32: 89 });
  const whole = v.op('f32x4.nearest', v.op('f32x4.mul', within, { f32: LOG2_E }));
  const rough = v.op('f32x4.sub', within, v.op('f32x4.mul', whole, { f32: LOG_2[0] }));
  const rest = v.op('f32x4.sub', rough, v.op('f32x4.mul', whole, { f32: LOG_2[1] }));
  const square = v.op('f32x4.mul', rest, rest);
  const curve = v.op('f32x4.add', v.op('f32x4.mul', v.polynomial(rest, EXP), square), rest);
  const mantissa = v.op('f32x4.add', curve, { f32: 1 });
  // In two factors: one power of two alone reaches neither subnormal results nor the largest.
  const exponent = v.op('i32x4.trunc_sat_f32x4_s', whole);
  const half = v.shift('i32x4.shr_s', exponent, 1);
  const other = v.op('i32x4.sub', exponent, half);
  return v.op('f32x4.mul', v.op('f32x4.mul', mantissa, powerOfTwo(v, half)), powerOfTwo(v, other));
}

/** log x: -infinity at 0, NaN below. */
export function log(v: Vectors, x: Lanes): Lanes {
  const subnormal = v.op('f32x4.lt', x, { f32: 2 ** -126 });
  const normal = v.select(subnormal, v.op('f32x4.mul', x, { f32: 2 ** 23 }), x);
  const raised = v.op('v128.and', subnormal, { i32: 23 });
  const biased = v.op('i32x4.sub', v.shift('i32x4.shr_u', normal, 23), raised);
  const fraction = v.op('v128.or', v.op('v128.and', normal, { i32: 0x007f_ffff }), { f32: 0.5 });
  // The mantissa between sqrt(1/2) and sqrt(2).
  const low = v.op('f32x4.lt', fraction, { f32: Math.SQRT1_2 });
  const exponent = v.op('f32x4.convert_i32x4_s', v.op('i32x4.add', v.op('i32x4.sub', biased, { i32: 126 }), low));
  const m = v.op('f32x4.sub', v.op('f32x4.add', fraction, v.op('v128.and', fraction, low)), { f32: 1 });
  const square = v.op('f32x4.mul', m, m);
  const cubic = v.op('f32x4.mul', v.polynomial(m, LOG), v.op('f32x4.mul', m, square));
  const shifted = v.op('f32x4.add', cubic, v.op('f32x4.mul', exponent, { f32: LOG_2[1] }));
  const small = v.op('f32x4.sub', shifted, v.op('f32x4.mul', square, { f32: 0.5 }));
  const result = v.op('f32x4.add', v.op('f32x4.add', m, small), v.op('f32x4.mul', exponent, { f32: LOG_2[0] }));
  const outside = v.select(v.op('f32x4.eq', x, { f32: 0 }), { f32: Number.NEGATIVE_INFINITY }, { f32: Number.NaN });
  const finite = v.select(v.op('f32x4.gt', x, { f32: 0 }), result, outside);
  return v.select(v.op('f32x4.eq', x, { f32: Number.POSITIVE_INFINITY }), x, finite);
}

/** log(1 + x) for x >= 0 without loss near zero: x log(u) / (u - 1) with u = 1 + x rounded (Kahan). */
function log1p(v: Vectors, x: Lanes): Lanes {
  const u = v.op('f32x4.add', x, { f32: 1 });
  const difference = v.op('f32x4.sub', u, { f32: 1 });
  const corrected = v.op('f32x4.mul', log(v, u), v.op('f32x4.div', x, difference));
  return v.select(v.op('f32x4.eq', difference, { f32: 0 }), x, corrected);
}

export function tanh(v: Vectors, x: Lanes): Lanes {
  const size = v.op('f32x4.abs', x);
  const square = v.op('f32x4.mul', x, x);
  const near = v.op('f32x4.add', v.op('f32x4.mul', v.polynomial(square, TANH), v.op('f32x4.mul', square, x)), x);
  const power = exp(v, v.op('f32x4.add', size, size));
  const far = v.op('f32x4.sub', { f32: 1 }, v.op('f32x4.div', { f32: 2 }, v.op('f32x4.add', power, { f32: 1 })));
  const signed = v.op('v128.or', far, v.op('v128.and', x, { f32: -0 }));
  return v.select(v.op('f32x4.lt', size, { f32: 0.625 }), near, signed);
}

export function sigmoid(v: Vectors, x: Lanes): Lanes {
  const power = exp(v, v.op('f32x4.neg', x));
  return v.op('f32x4.div', { f32: 1 }, v.op('f32x4.add', power, { f32: 1 }));
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|): no overflow at any x. */
export function softplus(v: Vectors, x: Lanes): Lanes {
  const rest = log1p(v, exp(v, v.op('f32x4.neg', v.op('f32x4.abs', x))));
  return v.op('f32x4.add', v.op('f32x4.pmax', x, { f32: 0 }), rest);
}

/** e^x - 1 below zero and x above, scaled: `gamma x` and `gamma alpha (e^x - 1)`. */
export function exponentialLinear(v: Vectors, x: Lanes, alpha: number, gamma: number): Lanes {
  const below = v.op('f32x4.mul', v.op('f32x4.sub', exp(v, x), { f32: 1 }), { f32: alpha });
  const unit = v.select(v.op('f32x4.gt', x, { f32: 0 }), x, below);
  return gamma === 1 ? unit : v.op('f32x4.mul', unit, { f32: gamma });
}
