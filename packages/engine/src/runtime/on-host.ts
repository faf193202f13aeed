import { onBackend } from '../on-backend.ts';

/**
 * Runs a synchronous TensorFlow.js function on the plain CPU backend and gives back what it returns; tensors made inside are disposed of.
 * For initial parameters and for reducing scores to an estimate: small work whose numbers are needed at once.
 */
export const onHost = <T>(compute: () => T): T => onBackend('cpu', compute);
