import { createStream, type Key, type Pairs } from '@minebench/core';

/** `count` draws of X ~ N(0, I) and Y = rho X + sqrt(1 - rho^2) noise, `dim` coordinates each: I = -(dim/2) log(1 - rho^2). */
export function gaussianPairs(count: number, dim: number, rho: number, key: Key): Pairs {
  const stream = createStream(key);
  const x = new Float64Array(count * dim);
  const y = new Float64Array(count * dim);
  stream.fillNormal(x);
  stream.fillNormal(y);
  return { count, dimX: dim, dimY: dim, x, y: y.map((noise, i) => rho * x[i] + Math.sqrt(1 - rho * rho) * noise) };
}

export const gaussianInformation = (dim: number, rho: number): number => (-dim / 2) * Math.log(1 - rho * rho);
