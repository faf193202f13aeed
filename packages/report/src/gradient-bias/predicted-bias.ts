/** M(a) = E e^(a x y) of independent standard normal x, y, and its derivative. */
const moment = (a: number): number => (1 - a * a) ** -0.5;
const derivative = (a: number): number => a * (1 - a * a) ** -1.5;

/**
 * n' times the bias of the gradient of Donsker-Varadhan by a, to first order in 1/n', for t = a x y on independent standard normal pairs with a moving average of
 * weight w on the new batch in the denominator:
 *
 *   w c / M^2 - w/(2 - w) M' v / M^3,   v = M(2a) - M(a)^2,   c = M'(2a) - M'(a) M(a).
 *
 * w = 1 is DV itself: .2806 at a = .2, .6914 at a = .3. The delta method for a ratio of means; the bias is that which Belghazi et al. (2018, section 3.2) correct.
 */
export function predictedBias(a: number, weight = 1): number {
  const [M, dM] = [moment(a), derivative(a)];
  const covariance = derivative(2 * a) - dM * M;
  const variance = moment(2 * a) - M * M;
  return (weight * covariance) / M ** 2 - ((weight / (2 - weight)) * dM * variance) / M ** 3;
}
