import { cos, InputError } from '@minebench/core';

/** Coefficients of a piece. */
const TERMS = 20;
const MOST_PIECES = 4096;
/** A piece as narrow, of the whole, is at a jump. */
const NARROWEST = 1e-12;

/** T_k at the Chebyshev nodes of a piece: cos(k pi (j + 1/2) / TERMS), row j. */
const BASIS = Array.from({ length: TERMS }, (_, j) =>
  Array.from({ length: TERMS }, (_, k) => cos((Math.PI * k * (j + 0.5)) / TERMS)),
);

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly coefficients: Float64Array;
}

/** A function tabulated once, to be asked for often. */
export interface Tabulated {
  /** At a number within the interval. */
  at(x: number): number;
  /** Where the pieces begin and end, in rising order: narrow where the function changes fast. */
  readonly edges: readonly number[];
}

/** Interpolation at the Chebyshev nodes of the first kind. */
function fit(f: (x: number) => number, from: number, to: number): Piece {
  const values = BASIS.map((row) => f(0.5 * (from + to) + 0.5 * (to - from) * row[1]));
  const coefficients = new Float64Array(TERMS);
  for (let k = 0; k < TERMS; k++) {
    let total = 0;
    for (let j = 0; j < TERMS; j++) total += values[j] * BASIS[j][k];
    coefficients[k] = (total * (k === 0 ? 1 : 2)) / TERMS;
  }
  return { from, to, coefficients };
}

/** Clenshaw's recurrence. */
function evaluate({ from, to, coefficients }: Piece, x: number): number {
  const t = (2 * x - from - to) / (to - from);
  let [first, second] = [0, 0];
  for (let k = TERMS - 1; k > 0; k--) [first, second] = [2 * t * first - second + coefficients[k], first];
  return t * first - second + coefficients[0];
}

/** The last coefficients say what those left out are: of a smooth function they fall geometrically. */
const tail = ({ coefficients }: Piece): number => {
  let total = 0;
  for (let k = TERMS - 4; k < TERMS; k++) total += Math.abs(coefficients[k]);
  return total;
};

/**
 * A smooth function on [from, to] by Chebyshev series of 20 terms, pieces halved until the last four coefficients of each sum to at most `tolerance`
 * (L. N. Trefethen, Approximation Theory and Approximation Practice, 2013, chapter 8): the error is a fraction of that.
 * @throws InputError where the tolerance cannot be reached: the function is not smooth, or not known well enough
 */
export function tabulate(f: (x: number) => number, from: number, to: number, tolerance: number): Tabulated {
  const pieces: Piece[] = [];
  const waiting: [number, number][] = [[from, to]];
  while (waiting.length > 0) {
    const [left, right] = waiting.pop()!;
    const piece = fit(f, left, right);
    if (tail(piece) <= tolerance) pieces.push(piece);
    else {
      if (pieces.length + waiting.length >= MOST_PIECES || right - left < NARROWEST * (to - from))
        throw new InputError({
          argument: `function on [${from}, ${to}]`,
          problem: `is not tabulated to ${tolerance} by ${pieces.length + waiting.length} pieces`,
          remedy: 'give parameters of a smoother one',
        });
      const center = 0.5 * (left + right);
      waiting.push([center, right], [left, center]);
    }
  }
  const starts = Float64Array.from(pieces, (piece) => piece.from);
  return {
    edges: [...starts, to],
    at(x) {
      let [low, high] = [0, starts.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle] <= x) low = middle;
        else high = middle;
      }
      return evaluate(pieces[low], x);
    },
  };
}
