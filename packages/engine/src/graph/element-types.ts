import type { GraphNode, ValueType } from './graph.ts';

const FLOATS: readonly ValueType[] = ['float32', 'float64'];
const NUMBERS: readonly ValueType[] = [...FLOATS, 'int32'];

const floatOperators = `
  Exp Log Sqrt Reciprocal Floor Ceil Round Elu Selu Sigmoid Softplus Tanh Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh Erf
  LeakyRelu IsNaN IsInf Gemm Softmax ReduceMean Conv ConvTranspose MaxPool AveragePool`;
const numberOperators = `
  Abs Neg Sign Relu Clip Add Sub Mul Div Max Min Pow Mod Greater GreaterOrEqual Less LessOrEqual
  ReduceSum ReduceMax ReduceMin ReduceProd ArgMax ArgMin CumSum MatMul Einsum ScatterND`;

/** Element types of the first operand that an operator takes; operators that only move elements take any and are not listed. */
const TAKES: ReadonlyMap<string, readonly ValueType[]> = new Map([
  ...floatOperators.match(/\w+/g)!.map((op) => [op, FLOATS] as const),
  ...numberOperators.match(/\w+/g)!.map((op) => [op, NUMBERS] as const),
]);

/** Whether the runtime has a node's operator for its element type. */
export const hasElementType = ({ op, inputs }: GraphNode): boolean => TAKES.get(op)?.includes(inputs[0].type) ?? true;
