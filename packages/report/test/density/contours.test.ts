import { describe, expect, it } from 'vitest';
import { contourPath } from '../../src/density/contour-path.ts';
import { densityLevels, kernelDensity, type SquareGrid } from '../../src/density/kernel-density.ts';

const SIZE = 101;

/** A function on the square [-1, 1]. */
const gridOf = (value: (x: number, y: number) => number): SquareGrid => ({
  size: SIZE,
  half: 1,
  values: Float64Array.from({ length: SIZE ** 2 }, (_, k) =>
    value((2 * (k % SIZE)) / (SIZE - 1) - 1, (2 * Math.floor(k / SIZE)) / (SIZE - 1) - 1),
  ),
});

/** The closed lines of a path, as corners. */
const linesOf = (path: string): number[][][] =>
  path
    .split('M')
    .slice(1)
    .map((line) =>
      line
        .replace('Z', '')
        .split('L')
        .map((corner) => corner.split(',').map(Number)),
    );

/** Signed area inside a line, by the shoelace formula; positive against the clock, with y upward. */
const area = (line: readonly (readonly number[])[]): number =>
  line.reduce((sum, [x, y], k) => {
    const [nextX, nextY] = line[(k + 1) % line.length];
    return sum + (x * -nextY - nextX * -y) / 2;
  }, 0);

const total = (path: string): number => linesOf(path).reduce((sum, line) => sum + area(line), 0);

describe('contours', () => {
  // Corners are cut: an area is off by about the square of a cell's side over the radius, and by the three decimals of a corner.
  it('of a cone: one line round the disc', () => {
    const path = contourPath(
      gridOf((x, y) => -Math.hypot(x - 0.2, y)),
      -0.5,
    );
    expect(linesOf(path)).toHaveLength(1);
    expect(total(path)).toBeCloseTo(Math.PI * 0.25, 2);
    expect(Math.max(...linesOf(path)[0].map(([x]) => x))).toBeCloseTo(0.7, 2);
  });

  it('the upper half of the plane is the upper half of the picture, whose y runs downward', () => {
    const path = contourPath(
      gridOf((x, y) => -Math.hypot(x, y - 0.5)),
      -0.2,
    );
    expect(Math.max(...linesOf(path)[0].map(([, y]) => y))).toBeLessThan(0);
  });

  it('of a ring: the hole runs the other way round, and is taken off', () => {
    const path = contourPath(
      gridOf((x, y) => -Math.abs(Math.hypot(x, y) - 0.5)),
      -0.2,
    );
    expect(linesOf(path)).toHaveLength(2);
    expect(total(path)).toBeCloseTo(Math.PI * (0.7 ** 2 - 0.3 ** 2), 2);
  });

  it('close along the border of the grid, and apart at a saddle', () => {
    // x y > 0: two quarters that touch in the middle. Beyond the grid's last points the border lies half a cell further out.
    const path = contourPath(
      gridOf((x, y) => x * y),
      0.001,
    );
    expect(linesOf(path)).toHaveLength(2);
    expect(total(path)).toBeCloseTo(2, 1);
  });

  it('none above the highest value', () => {
    expect(
      contourPath(
        gridOf((x) => x),
        2,
      ),
    ).toBe('');
  });
});

describe('a kernel density estimate', () => {
  const square = { size: 201, half: 4, bandwidth: 0.3 };

  it('of one point is the kernel itself', () => {
    const { values } = kernelDensity([0.4, -0.8], square);
    const at = (x: number, y: number) => values[Math.round((y + 4) / 0.04) * 201 + Math.round((x + 4) / 0.04)];
    const peak = 1 / (2 * Math.PI * 0.09);
    expect(at(0.4, -0.8)).toBeCloseTo(peak, 10);
    expect(at(0.7 + 0.02, -0.8)).toBeCloseTo(peak * Math.exp(-0.5 * (0.32 / 0.3) ** 2), 10);
  });

  it('has regions that hold the shares asked for: of a round normal density, within sqrt(-2 log(1 - share)) deviations', () => {
    const grid = kernelDensity([0, 0], square);
    const [half, most] = densityLevels(grid, [0.5, 0.95]);
    const radius = (level: number) => 0.3 * Math.sqrt(-2 * Math.log(level * 2 * Math.PI * 0.09));
    // The level is that of a grid point: a cell's side is .04.
    expect(Math.abs(radius(half) - 0.3 * Math.sqrt(-2 * Math.log(0.5)))).toBeLessThan(0.01);
    expect(Math.abs(radius(most) - 0.3 * Math.sqrt(-2 * Math.log(0.05)))).toBeLessThan(0.01);
  });

  it('counts what lies outside in the total: its share is not within', () => {
    const grid = kernelDensity([0, 0, 100, 0], square);
    expect(grid.values.reduce((sum, value) => sum + value, 0) * 0.04 ** 2).toBeCloseTo(0.5, 3);
    expect(densityLevels(grid, [0.95])).toEqual([Number.POSITIVE_INFINITY]);
    expect(contourPath(grid, Number.POSITIVE_INFINITY)).toBe('');
  });
});
