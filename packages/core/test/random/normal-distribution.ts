/** The standard normal distribution function: Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...), and a continued fraction in the tails. */
export function normalCdf(x: number): number {
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (Math.abs(x) > 5) {
    let fraction = 0;
    for (let k = 60; k > 0; k--) fraction = k / (Math.abs(x) + fraction);
    const tail = density / (Math.abs(x) + fraction);
    return x > 0 ? 1 - tail : tail;
  }
  let term = x;
  let total = x;
  for (let n = 3; Math.abs(term) > 1e-17; n += 2) {
    term *= (x * x) / n;
    total += term;
  }
  return 0.5 + density * total;
}

/** Largest distance between the empirical distribution of the draws and a distribution function (Kolmogorov, Smirnov). */
export function kolmogorovDistance(draws: Float64Array, cdf: (x: number) => number): number {
  const ordered = draws.slice().sort();
  let largest = 0;
  for (let index = 0; index < ordered.length; index++) {
    const probability = cdf(ordered[index]);
    largest = Math.max(largest, (index + 1) / ordered.length - probability, probability - index / ordered.length);
  }
  return largest;
}
