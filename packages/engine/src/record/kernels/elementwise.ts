import type { Graph, Value } from '../../graph/graph.ts';
import { binary, broadcastShape, cast, select } from '../../graph/rewrite.ts';
import type { Lowering, Lowerings } from '../lowering.ts';

/** An ONNX operator of one operand that keeps shape and type. */
export const apply = (graph: Graph, op: string, x: Value): Value => graph.op(op, [x], x.type, x.shape);

const unary =
  (op: string): Lowering =>
  ({ graph, inputs }) =>
    apply(graph, op, inputs.x);

/** An operator whose result is of floats, whatever the operand's type. */
const floating =
  (op: string): Lowering =>
  ({ graph, inputs }) =>
    apply(graph, op, cast(graph, inputs.x, 'float32'));

/** A test that only floats can fail or pass. */
const test = (graph: Graph, op: string, x: Value): Value => {
  const number = cast(graph, x, 'float32');
  return graph.op(op, [number], 'bool', x.shape);
};

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

/** floor(a / b), an integer for floats too. Integers go through float64, which holds them and their quotients exactly; their own division would end the process at b = 0. */
const floorDivide = (graph: Graph, a: Value, b: Value): Value => {
  const type = a.type === 'int32' ? 'float64' : a.type;
  const quotient = binary(graph, 'Div', cast(graph, a, type), cast(graph, b, type));
  return cast(graph, apply(graph, 'Floor', quotient), 'int32');
};

/** The remainder with the divisor's sign, where ONNX gives floats the dividend's. */
const floorModulo: Lowering = ({ graph, inputs: { a, b } }) => {
  const type = a.type === 'int32' ? 'float64' : a.type;
  const divisor = cast(graph, b, type);
  const shape = broadcastShape(a.shape, b.shape);
  const remainder = graph.op('Mod', [cast(graph, a, type), divisor], type, shape, { ints: { fmod: 1 } });
  const signs = binary(graph, 'Mul', apply(graph, 'Sign', remainder), apply(graph, 'Sign', divisor));
  const differ = binary(graph, 'Less', signs, cast(graph, graph.scalar(0), type), 'bool');
  return cast(graph, select(graph, differ, binary(graph, 'Add', remainder, divisor), remainder), a.type);
};

/** log(1 + x) without loss near zero: x log(u) / (u - 1) with u = 1 + x rounded (Kahan). */
const log1p: Lowering = ({ graph, inputs: { x } }) => {
  const one = graph.scalar(1);
  const u = binary(graph, 'Add', x, one);
  const difference = binary(graph, 'Sub', u, one);
  const tiny = binary(graph, 'Equal', difference, graph.scalar(0), 'bool');
  const infinite = graph.op('IsInf', [u], 'bool', u.shape, { ints: { detect_negative: 0 } });
  const asItIs = binary(graph, 'Or', tiny, infinite, 'bool');
  const corrected = binary(graph, 'Mul', apply(graph, 'Log', u), binary(graph, 'Div', x, difference));
  return select(graph, asItIs, x, corrected);
};

/** exp(x) - 1 without loss near zero: 2 tanh(x/2) / (1 - tanh(x/2)) for |x| < 1/2. */
const expm1: Lowering = ({ graph, inputs: { x } }) => {
  const one = graph.scalar(1);
  const tanh = apply(graph, 'Tanh', binary(graph, 'Mul', x, graph.scalar(0.5)));
  const near = binary(graph, 'Div', binary(graph, 'Add', tanh, tanh), binary(graph, 'Sub', one, tanh));
  const small = binary(graph, 'Less', apply(graph, 'Abs', x), graph.scalar(0.5), 'bool');
  return select(graph, small, near, binary(graph, 'Sub', apply(graph, 'Exp', x), one));
};

/** x moved into [low, high]. */
export const clip = (graph: Graph, x: Value, low: number, high: number): Value => {
  const type = x.type === 'int32' ? 'int32' : 'float32';
  return graph.op('Clip', [x, graph.scalar(low, type), graph.scalar(high, type)], x.type, x.shape);
};

/** The largest finite float32. */
const LARGEST = (2 - 2 ** -23) * 2 ** 127;

/**
 * 1 where x > 0, NaN where x is NaN, `alpha` elsewhere. For floats max(0, min(1, LARGEST x)), which the runtime has as one vectorised operator: of
 * numbers that are not subnormal it tells the sign, in a seventh of the time of its `Sign`. Where there is max(0, x) already, it is asked in place of x: then nothing
 * but that reads x, and the runtime fuses it with the product that x is.
 */
const step: Lowering = ({ graph, inputs, attributes }) => {
  const x = graph.known('Relu', inputs.x) ?? inputs.x;
  const alpha = (attributes.alpha as number | undefined) ?? 0;
  const positive =
    x.type === 'float32'
      ? graph.op('HardSigmoid', [x], x.type, x.shape, { floats: { alpha: LARGEST, beta: 0 } })
      : apply(graph, 'Sign', apply(graph, 'Relu', x));
  if (alpha === 0) return positive;
  const chosen = cast(graph, positive, 'float32');
  const rest = binary(graph, 'Mul', graph.scalar(alpha), binary(graph, 'Sub', graph.scalar(1), chosen));
  return cast(graph, binary(graph, 'Add', chosen, rest), x.type);
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
  'Log',
  'Sqrt',
  'Reciprocal',
  'Sign',
  'Floor',
  'Ceil',
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
];

/** Kernels that act element by element, with broadcasting where they have two operands. */
export const elementwise: Lowerings = {
  ...Object.fromEntries(onnxUnary.map((name) => [name, unary(name)])),
  Exp: floating('Exp'),
  Erf: floating('Erf'),
  Round: ({ graph, inputs: { x } }) => (x.type === 'int32' ? x : apply(graph, 'Round', x)),
  Add: arithmetic('Add'),
  Sub: arithmetic('Sub'),
  Multiply: arithmetic('Mul'),
  RealDiv: arithmetic('Div'),
  Maximum: arithmetic('Max'),
  Minimum: arithmetic('Min'),
  Pow: arithmetic('Pow'),
  FloorDiv: ({ graph, inputs }) => floorDivide(graph, inputs.a, inputs.b),
  Mod: floorModulo,
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
  IsNan: ({ graph, inputs: { x } }) => test(graph, 'IsNaN', x),
  IsInf: ({ graph, inputs: { x } }) => test(graph, 'IsInf', x),
  IsFinite: ({ graph, inputs: { x } }) =>
    not(graph, binary(graph, 'Or', test(graph, 'IsNaN', x), test(graph, 'IsInf', x), 'bool')),
  Square: ({ graph, inputs: { x } }) => binary(graph, 'Mul', x, x),
  Rsqrt: ({ graph, inputs: { x } }) => apply(graph, 'Reciprocal', apply(graph, 'Sqrt', x)),
  Log1p: log1p,
  Expm1: expm1,
  Step: step,
  Relu6: ({ graph, inputs: { x } }) => clip(graph, x, 0, 6),
  ClipByValue: ({ graph, inputs: { x }, attributes }) =>
    clip(graph, x, attributes.clipValueMin as number, attributes.clipValueMax as number),
  LeakyRelu: ({ graph, inputs, attributes }) => {
    const x = cast(graph, inputs.x, 'float32');
    return graph.op('LeakyRelu', [x], x.type, x.shape, { floats: { alpha: attributes.alpha as number } });
  },
  Prelu: ({ graph, inputs }) => prelu(graph, cast(graph, inputs.x, 'float32'), cast(graph, inputs.alpha, 'float32')),
  // The derivative of elu in terms of its value y: 1 where y >= 0, y + 1 elsewhere.
  EluGrad: ({ graph, inputs: { dy, y } }) =>
    binary(graph, 'Mul', dy, binary(graph, 'Add', binary(graph, 'Min', y, graph.scalar(0)), graph.scalar(1))),
  Select: ({ graph, inputs: { condition, t, e } }) => select(graph, condition, t, e),
  Cast: ({ graph, inputs: { x }, attributes }) => cast(graph, x, attributes.dtype as Value['type']),
  Identity: ({ inputs }) => inputs.x,
  AddN: ({ graph, list }) => list.reduce((sum, value) => binary(graph, 'Add', sum, value)),
};
