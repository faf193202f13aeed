/** Sizes of a step on b joint pairs: of DV with a joint critic 2d-H-H-1 and b reference pairs where nothing else is said. */
export interface StepSize {
  readonly dimension: number;
  readonly batchSize: number;
  readonly width: number;
  /** Rows of the pool that minibatches are gathered from. */
  readonly pool?: number;
  readonly bound?: string;
  readonly critic?: string;
}

export const POOL = 10_000;

const size = (dimension: number, batchSize: number, width: number): StepSize => ({ dimension, batchSize, width });

/** The sizes that implementations are compared at, (d, b, H). */
export const stepSizes: readonly StepSize[] = [
  size(2, 16, 16),
  size(1, 100, 100),
  size(20, 64, 256),
  size(20, 256, 256),
  size(20, 128, 512),
  size(50, 512, 512),
];

export const label = ({ dimension, batchSize, width }: StepSize): string => `d=${dimension} b=${batchSize} H=${width}`;

/** Floating-point operations of the matrix products of one step: forward, and twice that backward. */
export const flop = ({ dimension: d, batchSize: b, width: h }: StepSize): number =>
  3 * 2 * (2 * d * h + h * h + h) * 2 * b;

/** Weights and biases of the critic. */
export const parameters = ({ dimension: d, width: h }: StepSize): number => 2 * d * h + h + h * h + h + h + 1;
