import { InputError } from '../errors.ts';
import { exp } from './elementary/exp.ts';
import { log } from './elementary/log.ts';

/** What a gamma number is made of; a `Stream` has it. */
export interface GammaSource {
  normal(): number;
  exponential(): number;
  openUniform(): number;
}

/**
 * A gamma number of the given shape and scale 1, by rejection from a cubed normal (G. Marsaglia and W. W. Tsang, A simple method for generating gamma
 * variables, ACM TOMS 26, 2000). A shape below 1 is raised by one, and the number multiplied by U^(1/shape): for a very small shape it rounds to 0.
 * Twice the number is chi-squared with 2 shape degrees of freedom.
 * @throws InputError where `shape` is no positive finite number
 */
export function nextGamma(source: GammaSource, shape: number): number {
  if (!(shape > 0 && shape < Infinity))
    throw new InputError({ argument: 'shape', value: shape, problem: 'is no shape', remedy: 'give a positive number' });
  if (shape < 1) return nextGamma(source, shape + 1) * exp(-source.exponential() / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = source.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = source.openUniform();
    const square = x * x;
    // The squeeze spares nearly all logarithms.
    if (u < 1 - 0.0331 * square * square) return d * v;
    if (log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v;
  }
}
