import type { Graph, Value } from '../../graph/graph.ts';
import { binary, cast } from '../../graph/rewrite.ts';
import type { Lowering, Lowerings } from '../lowering.ts';

/** An ONNX operator of one operand that keeps shape and type. */
export const apply = (graph: Graph, op: string, x: Value): Value => graph.op(op, [x], x.type, x.shape);

const unary =
  (op: string): Lowering =>
  ({ graph, inputs }) =>
    apply(graph, op, inputs.x);

const test =
  (op: string): Lowering =>
  ({ graph, inputs }) =>
    graph.op(op, [inputs.x], 'bool', inputs.x.shape);

const arithmetic =
  (op: string): Lowering =>
  ({ graph, inputs }) =>
    binary(graph, op, inputs.a, inputs.b);

/** Comparisons of booleans compare 0 and 1. */
const comparison =
  (op: string): Lowering =>
  ({ graph, inputs }) => {
    const number = (value: Value) => cast(graph, value, value.type === 'bool' ? 'int32' : value.type);
    return binary(graph, op, number(inputs.a), number(inputs.b), 'bool');
  };

const not = (graph: Graph, x: Value): Value => graph.op('Not', [x], 'bool', x.shape);

const where = (graph: Graph, condition: Value, then: Value, otherwise: Value): Value =>
  graph.op('Where', [condition, then, otherwise], then.type, condition.shape);

/** floor(a / b), for integers too (rounded towards minus infinity, where ONNX divides towards zero). */
const floorDivide = (graph: Graph, a: Value, b: Value): Value => {
  if (a.type === 'float32') return apply(graph, 'Floor', binary(graph, 'Div', a, b));
  const quotient = binary(graph, 'Div', cast(graph, a, 'float32'), cast(graph, b, 'float32'));
  return cast(graph, apply(graph, 'Floor', quotient), a.type);
};

/** log(1 + x) without loss near zero: x log(u) / (u - 1) with u = 1 + x rounded (Kahan). */
const log1p: Lowering = ({ graph, inputs: { x } }) => {
  const one = graph.scalar(1);
  const u = binary(graph, 'Add', x, one);
  const difference = binary(graph, 'Sub', u, one);
  const tiny = binary(graph, 'Equal', difference, graph.scalar(0), 'bool');
  const infinite = graph.op('IsInf', [u], 'bool', u.shape);
  const asItIs = binary(graph, 'Or', tiny, infinite, 'bool');
  const corrected = binary(graph, 'Mul', apply(graph, 'Log', u), binary(graph, 'Div', x, difference));
  return where(graph, asItIs, x, corrected);
};

/** exp(x) - 1 without loss near zero: 2 tanh(x/2) / (1 - tanh(x/2)) for |x| < 1/2. */
const expm1: Lowering = ({ graph, inputs: { x } }) => {
  const one = graph.scalar(1);
  const tanh = apply(graph, 'Tanh', binary(graph, 'Mul', x, graph.scalar(0.5)));
  const near = binary(graph, 'Div', binary(graph, 'Add', tanh, tanh), binary(graph, 'Sub', one, tanh));
  const small = binary(graph, 'Less', apply(graph, 'Abs', x), graph.scalar(0.5), 'bool');
  return where(graph, small, near, binary(graph, 'Sub', apply(graph, 'Exp', x), one));
};

const clip = (graph: Graph, x: Value, low: number, high: number): Value => {
  const type = x.type === 'int32' ? 'int32' : 'float32';
  return graph.op('Clip', [x, graph.scalar(low, type), graph.scalar(high, type)], x.type, x.shape);
};

/** 1 where x > 0, NaN where x is NaN, `alpha` elsewhere. With alpha = 0 it is the sign of the rectified value, which the forward pass has. */
const step: Lowering = ({ graph, inputs: { x }, attributes }) => {
  const slope = (attributes.alpha as number | undefined) ?? 0;
  if (slope === 0) return apply(graph, 'Sign', apply(graph, 'Relu', x));
  const positive = binary(graph, 'Greater', x, graph.scalar(0), 'bool');
  return graph.op('Where', [positive, graph.scalar(1), graph.scalar(slope)], 'float32', x.shape);
};

/** x for x > 0, slope * x elsewhere; the slope may be a tensor. */
export const prelu = (graph: Graph, x: Value, slope: Value): Value => {
  const zero = graph.scalar(0);
  const negative = binary(graph, 'Mul', slope, binary(graph, 'Min', x, zero));
  return binary(graph, 'Add', binary(graph, 'Max', x, zero), negative);
};

const onnxUnary = [
  'Abs',
  'Neg',
  'Exp',
  'Log',
  'Sqrt',
  'Reciprocal',
  'Sign',
  'Floor',
  'Ceil',
  'Round',
  'Relu',
  'Elu',
  'Selu',
  'Sigmoid',
  'Softplus',
  'Tanh',
  'Sin',
  'Cos',
  'Tan',
  'Asin',
  'Acos',
  'Atan',
  'Sinh',
  'Cosh',
  'Asinh',
  'Acosh',
  'Atanh',
  'Erf',
];

/** Kernels that act element by element, with broadcasting where they have two operands. */
export const elementwise: Lowerings = {
  ...Object.fromEntries(onnxUnary.map((name) => [name, unary(name)])),
  Add: arithmetic('Add'),
  Sub: arithmetic('Sub'),
  Multiply: arithmetic('Mul'),
  RealDiv: arithmetic('Div'),
  Maximum: arithmetic('Max'),
  Minimum: arithmetic('Min'),
  Pow: arithmetic('Pow'),
  FloorDiv: ({ graph, inputs }) => floorDivide(graph, inputs.a, inputs.b),
  // TensorFlow's remainder has the divisor's sign.
  Mod: ({ graph, inputs: { a, b } }) => binary(graph, 'Sub', a, binary(graph, 'Mul', floorDivide(graph, a, b), b)),
  SquaredDifference: ({ graph, inputs }) => {
    const difference = binary(graph, 'Sub', inputs.a, inputs.b);
    return binary(graph, 'Mul', difference, difference);
  },
  Greater: comparison('Greater'),
  GreaterEqual: comparison('GreaterOrEqual'),
  Less: comparison('Less'),
  LessEqual: comparison('LessOrEqual'),
  Equal: comparison('Equal'),
  NotEqual: (context) => not(context.graph, comparison('Equal')(context) as Value),
  LogicalAnd: ({ graph, inputs }) => binary(graph, 'And', inputs.a, inputs.b, 'bool'),
  LogicalOr: ({ graph, inputs }) => binary(graph, 'Or', inputs.a, inputs.b, 'bool'),
  LogicalNot: ({ graph, inputs }) => not(graph, inputs.x),
  IsNan: test('IsNaN'),
  IsInf: test('IsInf'),
  IsFinite: ({ graph, inputs: { x } }) => {
    const notANumber = graph.op('IsNaN', [x], 'bool', x.shape);
    return not(graph, binary(graph, 'Or', notANumber, graph.op('IsInf', [x], 'bool', x.shape), 'bool'));
  },
  Square: ({ graph, inputs: { x } }) => binary(graph, 'Mul', x, x),
  Rsqrt: ({ graph, inputs: { x } }) => apply(graph, 'Reciprocal', apply(graph, 'Sqrt', x)),
  Log1p: log1p,
  Expm1: expm1,
  Step: step,
  Relu6: ({ graph, inputs: { x } }) => clip(graph, x, 0, 6),
  ClipByValue: ({ graph, inputs: { x }, attributes }) =>
    clip(graph, x, attributes.clipValueMin as number, attributes.clipValueMax as number),
  LeakyRelu: ({ graph, inputs: { x }, attributes }) =>
    graph.op('LeakyRelu', [x], x.type, x.shape, { floats: { alpha: attributes.alpha as number } }),
  Prelu: ({ graph, inputs }) => prelu(graph, inputs.x, inputs.alpha),
  // The derivative of elu in terms of its value y: 1 where y >= 0, y + 1 elsewhere.
  EluGrad: ({ graph, inputs: { dy, y } }) =>
    binary(graph, 'Mul', dy, binary(graph, 'Add', binary(graph, 'Min', y, graph.scalar(0)), graph.scalar(1))),
  Select: ({ graph, inputs: { condition, t, e } }) => {
    // A condition of rank 1 chooses whole rows.
    const rows = condition.shape.length === 1 && t.shape.length > 1;
    const shape = rows ? [...condition.shape, ...t.shape.slice(1).map(() => 1)] : condition.shape;
    const chooser = rows ? graph.op('Reshape', [condition, graph.indices(shape)], 'bool', shape) : condition;
    return graph.op('Where', [chooser, t, e], t.type, t.shape);
  },
  Cast: ({ graph, inputs: { x }, attributes }) => cast(graph, x, attributes.dtype as Value['type']),
  Identity: ({ inputs }) => inputs.x,
  AddN: ({ graph, list }) => list.reduce((sum, value) => binary(graph, 'Add', sum, value)),
};
