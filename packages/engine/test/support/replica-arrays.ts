import type { NamedArrays, NdArray } from '@minebench/core';

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

/** Arrays of replicas as one, the replica axis at `axis`. */
export function stacked(replicas: readonly NamedArrays[], axis = 0): NamedArrays {
  return Object.fromEntries(
    Object.keys(replicas[0]).map((name) => {
      const { dtype, shape, data } = replicas[0][name];
      const outer = sizeOf(shape.slice(0, axis));
      const inner = data.length / outer;
      const all = new (data.constructor as Float32ArrayConstructor)(data.length * replicas.length);
      for (let k = 0; k < outer; k++)
        replicas.forEach((replica, r) => {
          const part = replica[name].data.subarray(k * inner, (k + 1) * inner) as Float32Array;
          all.set(part, (k * replicas.length + r) * inner);
        });
      return [name, { dtype, shape: [...shape.slice(0, axis), replicas.length, ...shape.slice(axis)], data: all }];
    }),
  );
}

/** One replica's arrays out of those of all. */
export function replicaOf(arrays: NamedArrays, replica: number, axis: number): NamedArrays {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { dtype, shape, data }]) => {
      const own = shape.filter((_, k) => k !== axis);
      const inner = sizeOf(shape.slice(axis + 1));
      const part = data.filter((_, k) => Math.floor(k / inner) % shape[axis] === replica) as NdArray['data'];
      return [name, { dtype, shape: own, data: part }];
    }),
  );
}
