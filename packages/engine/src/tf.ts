import * as tf from '@tensorflow/tfjs';

// Production mode silences the banner that TensorFlow.js prints in Node; it changes no result.
tf.enableProdMode();

export { tf };
