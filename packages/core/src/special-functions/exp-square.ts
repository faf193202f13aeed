import { exp } from '../random/elementary/exp.ts';

/** exp(factor x^2) for a factor that is a power of two or minus one: what the square's rounding loses is made good (Dekker's product). */
export function expSquare(x: number, factor: number): number {
  const square = x * x;
  const spread = 134217729 * x;
  const head = spread - (spread - x);
  const tail = x - head;
  const lost = head * head - square + 2 * head * tail + tail * tail;
  return exp(factor * square) * (1 + factor * lost);
}
