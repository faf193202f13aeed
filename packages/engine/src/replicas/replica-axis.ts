import type { NamedArrays, NdArray } from '@minebench/core';
import { sizeOf } from '../graph/graph.ts';

type Numbers = Float32Array;

/** Arrays of R replicas as one each, with the replica axis at `axis`. */
export function stacked(replicas: readonly NamedArrays[], axis = 0): Record<string, NdArray> {
  const names = Object.keys(replicas[0]);
  return Object.fromEntries(
    names.map((name) => [
      name,
      stack(
        replicas.map((arrays) => arrays[name]),
        axis,
      ),
    ]),
  );
}

function stack(parts: readonly NdArray[], axis: number): NdArray {
  const [{ dtype, shape, data }] = parts;
  const outer = sizeOf(shape.slice(0, axis));
  const inner = data.length / outer;
  const all = new (data.constructor as Float32ArrayConstructor)(data.length * parts.length);
  for (let k = 0; k < outer; k++)
    for (const [replica, part] of parts.entries())
      all.set((part.data as Numbers).subarray(k * inner, (k + 1) * inner), (k * parts.length + replica) * inner);
  return { dtype, shape: [...shape.slice(0, axis), parts.length, ...shape.slice(axis)], data: all };
}

/** One replica's arrays out of those of all. */
export function replicaOf(arrays: NamedArrays, replica: number, axis: number): Record<string, NdArray> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { dtype, shape, data }]) => {
      const [count, outer, inner] = [shape[axis], sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis + 1))];
      const own = new (data.constructor as Float32ArrayConstructor)(outer * inner);
      for (let k = 0; k < outer; k++) {
        const start = (k * count + replica) * inner;
        own.set((data as Numbers).subarray(start, start + inner), k * inner);
      }
      return [name, { dtype, shape: shape.filter((_, k) => k !== axis), data: own }];
    }),
  );
}
