import { type Graph, sameShape, sizeOf, type Value, type ValueType } from './graph.ts';

// Smart constructors: each builds the smallest piece of graph that means what was asked, so that no pass over the graph is needed later.

/** The number that every element of a constant equals, or undefined. */
export function uniformConstant(value: Value): number | undefined {
  const data = value.constant;
  if (!data || data.length === 0) return undefined;
  const first = data[0];
  return data.every((element) => Object.is(element, first)) ? first : undefined;
}

export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new RangeError(`internal: shapes ${a} and ${b} do not broadcast`);
    return left === 1 ? right : left;
  });
}

export function reshape(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (sameShape(value.shape, shape)) return value;
  if (value.constant) return graph.constant(value.type, shape, value.constant);
  const source = value.producer?.op === 'Reshape' ? value.producer.inputs[0] : value;
  if (sameShape(source.shape, shape)) return source;
  return graph.op('Reshape', [source, graph.indices(shape)], value.type, shape);
}

export function transpose(graph: Graph, value: Value, permutation: readonly number[]): Value {
  if (permutation.every((axis, position) => axis === position)) return value;
  const shape = permutation.map((axis) => value.shape[axis]);
  // Moving axes of length one moves no number.
  const moved = permutation.filter((axis) => value.shape[axis] !== 1);
  if (moved.every((axis, position) => position === 0 || axis > moved[position - 1]))
    return reshape(graph, value, shape);
  return graph.op('Transpose', [value], value.type, shape, { ints: { perm: permutation } });
}

/** ONNX's numbers for element types. */
export const ONNX_TYPE: Readonly<Record<ValueType, number>> = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

export function cast(graph: Graph, value: Value, type: ValueType): Value {
  if (value.type === type) return value;
  return graph.op('Cast', [value], type, value.shape, { ints: { to: ONNX_TYPE[type] } });
}

/** A full tensor stretched to a broadcast-compatible larger shape. */
export function expand(graph: Graph, value: Value, shape: readonly number[]): Value {
  if (sameShape(value.shape, shape)) return value;
  return graph.op('Expand', [value, graph.indices(shape)], value.type, shape);
}

/**
 * An elementwise operator of two operands. A constant whose elements are all equal enters as a scalar where the other operand alone
 * decides the shape; neutral elements vanish.
 */
export function binary(graph: Graph, op: string, a: Value, b: Value, type: ValueType = a.type): Value {
  const shape = broadcastShape(a.shape, b.shape);
  const left = sameShape(b.shape, shape) ? shrink(graph, a) : a;
  const right = sameShape(a.shape, shape) ? shrink(graph, b) : b;
  const neutral = NEUTRAL[op];
  if (neutral !== undefined && sameShape(a.shape, shape) && uniformConstant(right) === neutral) return a;
  if (neutral !== undefined && COMMUTATIVE.has(op) && sameShape(b.shape, shape) && uniformConstant(left) === neutral)
    return b;
  return graph.op(op, [left, right], type, shape);
}

/** `then` where a condition holds, `otherwise` elsewhere, broadcast. The runtime chooses between numbers, not between booleans. */
export function select(graph: Graph, condition: Value, then: Value, otherwise: Value): Value {
  if (then.type === 'bool') {
    const number = (value: Value) => cast(graph, value, 'int32');
    return cast(graph, select(graph, condition, number(then), number(otherwise)), 'bool');
  }
  const shape = broadcastShape(condition.shape, broadcastShape(then.shape, otherwise.shape));
  return graph.op('Where', [condition, then, otherwise], then.type, shape);
}

const NEUTRAL: Readonly<Record<string, number>> = { Add: 0, Sub: 0, Mul: 1, Div: 1 };
const COMMUTATIVE = new Set(['Add', 'Mul']);

const shrink = (graph: Graph, value: Value): Value => {
  if (value.shape.length === 0) return value;
  const number = uniformConstant(value);
  return number === undefined ? value : graph.scalar(number, value.type);
};

/** A reduction over the given axes; ONNX takes an empty list for all axes, TensorFlow.js for none. */
export function reduce(graph: Graph, op: string, value: Value, axes: readonly number[], keepDims: boolean): Value {
  const shape = value.shape.flatMap((length, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [length]));
  if (axes.length === 0) return value;
  // Over axes of length one there is nothing to combine.
  if (axes.every((axis) => value.shape[axis] === 1)) return reshape(graph, value, shape);
  return graph.op(op, [value, graph.indices(axes)], value.type, shape, { ints: { keepdims: keepDims ? 1 : 0 } });
}

/** Part of a tensor: per axis a start, a length and a stride (negative strides run backwards). */
export function strided(
  graph: Graph,
  value: Value,
  begin: readonly number[],
  size: readonly number[],
  strides: readonly number[] = begin.map(() => 1),
): Value {
  const axes = value.shape.flatMap((length, axis) =>
    begin[axis] === 0 && size[axis] === length && strides[axis] === 1 ? [] : [axis],
  );
  if (axes.length === 0) return value;
  // Past the first element, ONNX wants an end before index 0 written as a very negative number.
  const end = (axis: number) => {
    const past = begin[axis] + size[axis] * strides[axis];
    return past < 0 ? -(2 ** 31 - 1) : past;
  };
  const list = (numbers: readonly number[]) => graph.indices(axes.map((axis) => numbers[axis]));
  const ends = graph.indices(axes.map(end));
  return graph.op('Slice', [value, list(begin), ends, graph.indices(axes), list(strides)], value.type, size);
}

/** Rows chosen along one axis by constant or computed int32 indices. */
export function gather(graph: Graph, value: Value, indices: Value, axis: number): Value {
  const shape = [...value.shape.slice(0, axis), ...indices.shape, ...value.shape.slice(axis + 1)];
  return graph.op('Gather', [value, indices], value.type, shape, { ints: { axis } });
}

/** Row i of the indices speaks of block i of x. The gathered axis moves behind the batch axes, is gathered there, and what was between moves back. */
export function gatherInBatches(graph: Graph, x: Value, indices: Value, axis: number, batchAxes: number): Value {
  const axes = x.shape.map((_, k) => k);
  const between = axes.slice(batchAxes, axis);
  const ahead = transpose(graph, x, [...axes.slice(0, batchAxes), axis, ...between, ...axes.slice(axis + 1)]);
  const positions = cast(graph, reshape(graph, indices, [...indices.shape, 1]), 'int64');
  const shape = [...indices.shape, ...ahead.shape.slice(batchAxes + 1)];
  const taken = graph.op('GatherND', [ahead, positions], x.type, shape, { ints: { batch_dims: batchAxes } });
  const order = shape.map((_, k) => k);
  const [gathered, rest] = [indices.shape.length, indices.shape.length + between.length];
  return transpose(graph, taken, [
    ...order.slice(0, batchAxes),
    ...order.slice(gathered, rest),
    ...order.slice(batchAxes, gathered),
    ...order.slice(rest),
  ]);
}

/**
 * A matrix product with flags for transposed operands. Products without batch axes become `Gemm`, which takes the flags as they are;
 * batched ones need explicit transposes (which the runtime fuses).
 */
export function matMul(graph: Graph, a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
  const matrix = (value: Value, flipped: boolean) => {
    const [rows, columns] = value.shape.slice(-2);
    return flipped ? [columns, rows] : [rows, columns];
  };
  const [m] = matrix(a, transposeA);
  const [, n] = matrix(b, transposeB);
  const lead = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  if (sizeOf(lead) === 1 && a.type === 'float32') {
    const flat = (value: Value) => reshape(graph, value, value.shape.slice(-2));
    const ints = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
    return reshape(graph, graph.op('Gemm', [flat(a), flat(b)], a.type, [m, n], { ints }), [...lead, m, n]);
  }
  const turned = (value: Value, flipped: boolean) => {
    const rank = value.shape.length;
    const axes = value.shape.map((_, axis) => axis);
    return flipped ? transpose(graph, value, [...axes.slice(0, -2), rank - 1, rank - 2]) : value;
  };
  return graph.op('MatMul', [turned(a, transposeA), turned(b, transposeB)], a.type, [...lead, m, n]);
}
