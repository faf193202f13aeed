/** One double seen as two words. */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);

double[0] = 1;
/** The word that holds sign and exponent: 1 on little-endian machines. */
const high = words[1] === 0 ? 0 : 1;

/** Sign, exponent and the 20 leading bits of the fraction. */
export function highWord(x: number): number {
  double[0] = x;
  return words[high];
}

const SMALLEST = -1074;
/** A table, because a double put together from words must wait for both stores. */
const powers = new Float64Array(1024 - SMALLEST);
powers[0] = Number.MIN_VALUE;
for (let index = 1; index < powers.length; index++) powers[index] = 2 * powers[index - 1];

/** 2^exponent, exactly, for -1074 <= exponent <= 1023. */
export function powerOfTwo(exponent: number): number {
  return powers[exponent - SMALLEST];
}
