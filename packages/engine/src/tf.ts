import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs';

// By `require`: an import makes Node read all of its bundles for the names they export, a quarter of what starting a worker costs. A browser has no such need.
const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as typeof TensorFlow;

// Production mode silences the banner that TensorFlow.js prints in Node; it changes no result.
tf.enableProdMode();

export { tf };
