const SIZE = 160;
const ROUNDS = 6;

/** Names the kernel in a baseline. Another kernel has another name: readings in different units are not compared. */
export const CALIBRATION_KERNEL = `float64 product ${SIZE} x ${SIZE} and tanh, ${ROUNDS} rounds, JavaScript`;

/**
 * A fixed piece of work, the unit in which estimates are timed: products of matrices and an elementwise function, as a training step has them, in plain JavaScript, so that
 * nothing that the project may make slower or faster is part of it.
 * @returns a number that depends on all of the work
 */
export function calibrationKernel(): number {
  let left = Float64Array.from({ length: SIZE * SIZE }, (_, index) => ((index * 37) % 101) / 101 - 0.5);
  const right = Float64Array.from({ length: SIZE * SIZE }, (_, index) => ((index * 53) % 97) / 97 - 0.5);
  for (let round = 0; round < ROUNDS; round++) {
    const product = new Float64Array(SIZE * SIZE);
    for (let row = 0; row < SIZE; row++)
      for (let inner = 0; inner < SIZE; inner++) {
        const factor = left[row * SIZE + inner];
        for (let column = 0; column < SIZE; column++)
          product[row * SIZE + column] += factor * right[inner * SIZE + column];
      }
    left = product.map(Math.tanh);
  }
  return left.reduce((sum, value) => sum + value, 0);
}
