import { mlpOptions } from '../critics/mlp.ts';

/** Options of a bound's own perceptron. */
export const networkOptions = { hidden: mlpOptions.hidden, activation: mlpOptions.activation };
