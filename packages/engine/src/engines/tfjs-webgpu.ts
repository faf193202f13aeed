import { entry, noOptions } from '@minebench/core';
import { dawn, webgpuDevice } from '../runtime/dawn.ts';
import { tensorflowEngine } from '../runtime/tensorflow.ts';
import { WatchedDevice } from '../runtime/watched-device.ts';
import { WEBGPU_REMEDY } from '../runtime/webgpu-remedy.ts';
import { tf } from '../tf.ts';

export const tfjsWebgpu = entry({
  id: 'tfjs:webgpu',
  summary: 'TensorFlow.js, operation by operation, on a GPU through WebGPU (Dawn)',
  options: noOptions,
  create: () =>
    tensorflowEngine('tfjs:webgpu', {
      backend: 'webgpu',
      remote: true,
      remedy: WEBGPU_REMEDY,
      device: () => webgpuDevice('tfjs:webgpu'),
      prepare: loadBackend,
      watch: (compute) => watchedDevice().watch(compute),
    }),
});

let watched: WatchedDevice | undefined;

/** The device that the backend computes on; there is one a process. */
function watchedDevice(): WatchedDevice {
  watched ??= new WatchedDevice((tf.findBackend('webgpu') as unknown as { device: object }).device);
  return watched;
}

async function loadBackend(): Promise<void> {
  await dawn('tfjs:webgpu');
  // The backend registers itself when it is loaded, if there is a GPU by then.
  await import('@tensorflow/tfjs-backend-webgpu');
}
