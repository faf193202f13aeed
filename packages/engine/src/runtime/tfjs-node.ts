import type { Engine } from '@minebench/core';
import { EngineError } from '../engine-error.ts';
import { tensorflowEngine } from './tensorflow.ts';

const VERSION = '4.22.0';
/** TensorFlow's binding calls functions of `node:util` that later ones do not have. */
const LAST_NODE = 22;

/** TensorFlow.js on the native TensorFlow library, which a package that the user installs brings along. */
export function tfjsNodeEngine(
  id: string,
  packageName: string,
  about: { requires: string; device(): Promise<string> },
): Engine {
  const remedy = `npm install --no-save ${packageName}@${VERSION} (${about.requires}; see docs/engines.md)`;
  return tensorflowEngine(id, {
    backend: 'tensorflow',
    remedy,
    device: about.device,
    async prepare() {
      // One thread a process, and silence: its greetings go to stderr.
      process.env.TF_NUM_INTRAOP_THREADS ??= '1';
      process.env.TF_NUM_INTEROP_THREADS ??= '1';
      process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
      const major = Number(process.versions.node.split('.')[0]);
      if (major > LAST_NODE)
        throw new EngineError(
          id,
          'absent',
          `needs Node ${LAST_NODE} or earlier, and this is ${major}`,
          `run with Node ${LAST_NODE}`,
        );
      try {
        await import(packageName);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        const missing = code === 'ERR_MODULE_NOT_FOUND' && message.includes(packageName);
        throw new EngineError(
          id,
          'absent',
          missing
            ? `needs the package ${packageName}, which is not installed`
            : `cannot load ${packageName} (${message})`,
          remedy,
        );
      }
    },
  });
}
