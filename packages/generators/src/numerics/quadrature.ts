import { InputError } from '@minebench/core';

/** Nodes of the 15-point Kronrod rule on [0, 1) of [-1, 1] from the outside in; every second one, from the second on, is one of Gauss. */
const NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
];
const KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
/** Of the 7-point Gauss rule, at NODES[1], NODES[3], NODES[5] and NODES[7]. */
const GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];

/** More panels than any of our integrands needs: one that takes as many is none that this rule is for. */
const MOST_PANELS = 4000;

/** An integral and a bound of its error: the difference of the two rules, summed over the panels, which the Kronrod value's own error stays far below. */
export interface Integral {
  readonly value: number;
  readonly error: number;
}

export interface QuadratureOptions {
  /** Absolute error asked for; 1e-10 where absent. */
  readonly absolute?: number;
  /** Error asked for relative to the value; the larger of the two counts. 1e-13 where absent. */
  readonly relative?: number;
}

interface Panel extends Integral {
  readonly from: number;
  readonly to: number;
}

function panel(f: (x: number) => number, from: number, to: number): Panel {
  const center = 0.5 * (from + to);
  const half = 0.5 * (to - from);
  const middle = f(center);
  let kronrod = KRONROD[7] * middle;
  let gauss = GAUSS[3] * middle;
  for (let k = 0; k < 7; k++) {
    const both = f(center - half * NODES[k]) + f(center + half * NODES[k]);
    kronrod += KRONROD[k] * both;
    if (k % 2 === 1) gauss += GAUSS[(k - 1) / 2] * both;
  }
  return { from, to, value: half * kronrod, error: Math.abs(half * (kronrod - gauss)) };
}

/**
 * The integral of `f` over the intervals between successive `edges`, by the 7- and 15-point Gauss-Kronrod pair: the panel with the largest error is halved
 * until the sum of the errors is small enough (QUADPACK's strategy, R. Piessens et al. 1983). Give the edges where `f` is narrow or has a corner: a peak
 * between the nodes of a panel is not seen.
 * @param edges - at least two numbers in rising order
 * @throws InputError where `f` gives a number that is not finite or the error cannot be reached
 */
export function integrate(
  f: (x: number) => number,
  edges: readonly number[],
  { absolute = 1e-10, relative = 1e-13 }: QuadratureOptions = {},
): Integral {
  const panels = edges.slice(1).map((to, k) => panel(f, edges[k], to));
  for (;;) {
    let [value, error, worst] = [0, 0, 0];
    panels.forEach((part, k) => {
      value += part.value;
      error += part.error;
      if (part.error > panels[worst].error) worst = k;
    });
    if (Number.isFinite(error) && error <= Math.max(absolute, relative * Math.abs(value))) return { value, error };
    const { from, to } = panels[worst];
    const center = 0.5 * (from + to);
    if (!Number.isFinite(error) || panels.length >= MOST_PANELS || !(from < center && center < to))
      throw new InputError({
        argument: `integral over [${edges[0]}, ${edges[edges.length - 1]}]`,
        value,
        problem: `has an error of ${error} after ${panels.length} panels`,
        remedy: 'give parameters of a smoother integrand',
      });
    panels[worst] = panel(f, from, center);
    panels.push(panel(f, center, to));
  }
}
