import { digamma, inverseTrigamma, mean, trigamma } from '@minebench/core';

/** A variance estimated with `df` degrees of freedom, in the group that it shares its scale with. */
export interface GroupedVariance {
  readonly group: string;
  readonly variance: number;
  readonly df: number;
}

/** A variance after it has borrowed from its group, and the degrees of freedom that it is worth. */
export interface ModeratedVariance {
  readonly variance: number;
  readonly df: number;
}

/**
 * Moderates variances from a handful of seeds each by those of their group (Smyth 2004, "Linear models and empirical Bayes methods", section 6): with
 * s^2 ~ sigma^2 chi^2_d / d and 1 / sigma^2 ~ chi^2_d0 / (d0 s0^2), (d0 s0^2 + d s^2) / (d0 + d) gives t statistics with d0 + d degrees of freedom. s0 is the group's own, d0 is
 * common to all: the more alike log s^2 is within groups, beyond what chance makes it, the more is borrowed; where scales differ widely, nothing is. No variance becomes
 * surer than one pooled over its group would be.
 */
export function moderateVariances(variances: readonly GroupedVariance[]): ModeratedVariance[] {
  const groups = new Map<string, { logs: number[]; df: number; noise: number[] }>();
  for (const { group, variance, df } of variances) {
    if (!(variance > 0) || df < 1) continue;
    const members = groups.get(group) ?? { logs: [], df: 0, noise: [] };
    groups.set(group, members);
    members.logs.push(Math.log(variance) - digamma(df / 2) + Math.log(df / 2));
    members.noise.push(trigamma(df / 2));
    members.df += df;
  }
  let [squares, noise, free] = [0, 0, 0];
  for (const members of groups.values()) {
    const center = mean(members.logs);
    squares += members.logs.reduce((sum, value) => sum + (value - center) ** 2, 0);
    noise += mean(members.noise) * (members.logs.length - 1);
    free += members.logs.length - 1;
  }
  if (free === 0) return variances.map(({ variance, df }) => ({ variance, df }));
  const excess = (squares - noise) / free;
  const prior = excess > 0 ? 2 * inverseTrigamma(excess) : Infinity;
  return variances.map(({ group, variance, df }) => {
    const members = groups.get(group);
    if (!members || members.logs.length < 2) return { variance, df };
    const borrowed = Math.min(prior, members.df - df);
    if (borrowed <= 0) return { variance, df };
    const scale = prior === Infinity ? 0 : digamma(prior / 2) - Math.log(prior / 2);
    return {
      variance: (borrowed * Math.exp(mean(members.logs) + scale) + df * variance) / (borrowed + df),
      df: df + borrowed,
    };
  });
}
