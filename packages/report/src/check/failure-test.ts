import { scoreOf } from './sequential-score.ts';

/** Seeds by what became of them: how many there are, how many were lost after and not before, and how many before and not after. */
export interface LostSeeds {
  readonly pairs: number;
  readonly lost: number;
  readonly recovered: number;
}

/**
 * The share p of recovered seeds that the data make likeliest where that of lost ones is p + margin (Tango 1998, section 2): the root of
 * 2 N p^2 - ((L + R)(1 - margin) - 2 margin (N - L)) p - R margin (1 - margin).
 */
function likeliestShare({ pairs, lost, recovered }: LostSeeds, margin: number): number {
  const linear = (lost + recovered) * (1 - margin) - 2 * margin * (pairs - lost);
  const root = linear + Math.sqrt(linear * linear + 8 * pairs * recovered * margin * (1 - margin));
  return Math.min(root / (4 * pairs), (1 - margin) / 2);
}

/** Chances of a difference of -N ... N between lost and recovered seeds. */
function differences(pairs: number, lost: number, recovered: number): Float64Array {
  let chances = new Float64Array(2 * pairs + 1);
  chances[pairs] = 1;
  for (let pair = 1; pair <= pairs; pair++) {
    const next = new Float64Array(2 * pairs + 1);
    for (let index = pairs - pair; index <= pairs + pair; index++)
      next[index] =
        (1 - lost - recovered) * chances[index] +
        lost * (chances[index - 1] ?? 0) +
        recovered * (chances[index + 1] ?? 0);
    chances = next;
  }
  return chances;
}

/**
 * Standard normal scores against a failure rate that rose by exactly `margin`, paired by seed: `worse` is large where it rose by more, `fine` where it rose by less. Tail probabilities of
 * the difference lost - recovered are exact at the likeliest shares under the margin (the estimated p-value of Lloyd 2008).
 *
 * @param margin - in [0, 1)
 */
export function failureScores(seeds: LostSeeds, margin: number): { readonly worse: number; readonly fine: number } {
  const share = likeliestShare(seeds, margin);
  const chances = differences(seeds.pairs, share + margin, share);
  const at = seeds.pairs + seeds.lost - seeds.recovered;
  const tail = (part: Float64Array) =>
    scoreOf(
      Math.min(
        1,
        part.reduce((sum, chance) => sum + chance, 0),
      ),
    );
  return { worse: tail(chances.subarray(at)), fine: tail(chances.subarray(0, at + 1)) };
}
