import { nextInteger } from './integer.ts';
import type { Xoshiro128 } from './xoshiro128.ts';

/** Anything with numbered elements that can be swapped. */
export interface Swappable<T> {
  readonly length: number;
  [index: number]: T;
}

/** Brings the elements into a uniformly random order, in place (Fisher and Yates, Durstenfeld). */
export function shuffleInPlace<T>(generator: Xoshiro128, elements: Swappable<T>): void {
  for (let last = elements.length - 1; last > 0; last--) {
    const chosen = nextInteger(generator, last + 1);
    const element = elements[last];
    elements[last] = elements[chosen];
    elements[chosen] = element;
  }
}
