export interface SampleComplexity {
  /** d, the number of weights. */
  readonly weights: number;
  /** Accuracy in nats, and the probability of missing it. */
  readonly epsilon: number;
  readonly delta: number;
  /** Bounds of the critic, of the weights and of the Lipschitz constant; 1 where absent. */
  readonly M?: number;
  readonly K?: number;
  readonly L?: number;
}

/**
 * Pairs that suffice for |I - I_n| <= epsilon with probability 1 - delta: Belghazi et al. (2018), theorem 3,
 *
 *   n >= 2 M^2 (d log(16 K L sqrt(d) / epsilon) + 2 d M + log(2 / delta)) / epsilon^2.
 *
 * Vacuous in practice: it counts the weights and not what they do.
 */
export const sufficientPairs = ({ weights: d, epsilon, delta, M = 1, K = 1, L = 1 }: SampleComplexity): number =>
  (2 * M ** 2 * (d * Math.log((16 * K * L * Math.sqrt(d)) / epsilon) + 2 * d * M + Math.log(2 / delta))) / epsilon ** 2;
