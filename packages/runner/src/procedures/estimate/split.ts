import { foldIn, type Key, keyFromSeed, type Protocol, type Split, type Task } from '@minebench/core';
import { independentDraws } from '@minebench/generators';

/**
 * The three parts of a cell, each from a key of its own that depends on the data seed alone: the same seed gives every estimator the same points,
 * and a longer training sample begins with a shorter one.
 */
export function sampleSplit(task: Task, n: number | 'fresh', protocol: Protocol, dataSeed: number): Split {
  const key = keyFromSeed(dataSeed);
  const part = (count: number, name: string) => task.sample(count, foldIn(key, name));
  return {
    train:
      n === 'fresh'
        ? { kind: 'fresh', dimX: task.dimX, dimY: task.dimY, draw: (count, drawKey) => task.sample(count, drawKey) }
        : { kind: 'sample', pairs: part(n, 'train') },
    selection: part(protocol.selectionSize, 'selection'),
    evaluation: part(protocol.evaluationSize, 'evaluation'),
    independent: (count, drawKey) => independentDraws(task, count, drawKey),
    ...(task.logDensityRatio ? { logDensityRatio: (pairs) => task.logDensityRatio!(pairs) } : {}),
  };
}

/**
 * What an estimator draws itself, minibatches and references, depends on both seeds: a new initialisation sees the points in a new order, and a new
 * sample is not visited in an old one.
 */
export const trainingKey = (dataSeed: number, initSeed: number): Key =>
  foldIn(foldIn(keyFromSeed(dataSeed), 'training'), initSeed);

/** Initial weights depend on the initialisation seed alone. */
export const initialKey = (initSeed: number): Key => foldIn(keyFromSeed(initSeed), 'init');
