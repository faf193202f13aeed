import { sizeOf } from '../../graph/graph.ts';

/** Elements from one to the next along each axis of a row-major array. */
export const rowMajor = (shape: readonly number[]): number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** Strides of an array in a space that it broadcasts to, its axes aligned with the last ones: 0 where one element serves for all. */
export function stridesIn(space: readonly number[], shape: readonly number[]): number[] {
  const own = rowMajor(shape);
  const ahead = space.length - shape.length;
  return space.map((_, axis) => (axis < ahead || shape[axis - ahead] === 1 ? 0 : own[axis - ahead]));
}

/** One axis of a loop nest: its length and the stride of every array along it, in elements. */
export interface Axis {
  readonly length: number;
  readonly strides: readonly number[];
  /** What tells axes apart that may not become one, beside their strides. */
  readonly kind: string;
}

/** Axes of a space with arrays laid into it: those of length one are left out, and neighbours that every array passes through in one go are one. */
export function axesOf(
  space: readonly number[],
  arrays: readonly (readonly number[])[],
  kindOf: (axis: number) => string = () => '',
): Axis[] {
  const axes: Axis[] = [];
  space.forEach((length, k) => {
    if (length === 1) return;
    const axis = { length, strides: arrays.map((strides) => strides[k]), kind: kindOf(k) };
    const outer = axes[axes.length - 1];
    const joins =
      outer?.kind === axis.kind && outer.strides.every((stride, array) => stride === axis.strides[array] * length);
    if (joins) axes[axes.length - 1] = { ...axis, length: outer.length * length };
    else axes.push(axis);
  });
  return axes;
}
