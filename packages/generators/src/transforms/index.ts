import { type Choice, createRegistry } from '@minebench/core';
import { affineEntry } from './affine.ts';
import { asinhEntry } from './asinh.ts';
import { cubicEntry } from './cubic.ts';
import { halfCubeEntry } from './half-cube.ts';
import { normalCdfEntry } from './normal-cdf.ts';
import { spiralEntry } from './spiral.ts';
import { swissrollXEntry } from './swissroll-x.ts';
import type { Transform } from './transform.ts';
import { wigglyEntry } from './wiggly.ts';

/** Transforms by name. */
export const transforms = createRegistry<Transform>('transform', [
  halfCubeEntry,
  normalCdfEntry,
  asinhEntry,
  wigglyEntry,
  swissrollXEntry,
  spiralEntry,
  cubicEntry,
  affineEntry,
]);

/** A transform of the registry, or an `InputError` that names what is wrong. */
export const createTransform = (choice: Choice, path = 'transform'): Transform => transforms.create(choice, path);
