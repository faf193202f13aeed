import type { GraphNode, ValueType } from '../../graph/graph.ts';
import type { Opcode } from '../binary/opcodes.ts';
import { exp, exponentialLinear, log, sigmoid, softplus, tanh } from './exponentials.ts';
import type { Lanes, Vectors } from './vectors.ts';

/** How numbers of a type stand in memory and in vectors: integers of 64 bits as ones of 32, booleans as masks of 32 bits, float64 in pairs of vectors only. */
export type LaneType = 'float32' | 'int32' | 'bool' | 'float64';

/** Of any type but float16, which only ONNX graphs have. */
export const laneType = (type: ValueType): LaneType => (type === 'int64' ? 'int32' : (type as LaneType));

/** Four numbers: one vector, or two of float64. */
export interface Four {
  readonly type: LaneType;
  readonly parts: readonly Lanes[];
}

/** Computes four numbers of a node's result from four of each operand. */
export type Operator = (v: Vectors, node: GraphNode, operands: readonly Four[]) => Four;

const PREFIX: Readonly<Record<LaneType, 'f32x4' | 'i32x4' | 'f64x2'>> = {
  float32: 'f32x4',
  int32: 'i32x4',
  bool: 'i32x4',
  float64: 'f64x2',
};

const one = (type: LaneType, lanes: Lanes): Four => ({ type, parts: [lanes] });

const part = ({ parts }: Four, k = 0): Lanes => parts[k];

/** The same instruction in the operands' own type, part by part. */
const instruction =
  (name: string, names: Partial<Record<'f32x4' | 'i32x4' | 'f64x2', string>> = {}): Operator =>
  (v, _, operands) => {
    const { type } = operands[0];
    const prefix = PREFIX[type];
    const opcode = `${prefix}.${names[prefix] ?? name}` as Opcode;
    return {
      type,
      parts: operands[0].parts.map((_part, k) => v.op(opcode, ...operands.map((operand) => part(operand, k)))),
    };
  };

/** A function of one float32. */
const float =
  (compute: (v: Vectors, x: Lanes, node: GraphNode) => Lanes): Operator =>
  (v, node, [x]) =>
    one('float32', compute(v, part(x), node));

const host = (name: string): Operator => float((v, x) => v.host(name, x));

const comparison =
  (name: string, names: Partial<Record<'i32x4', string>> = {}): Operator =>
  (v, _, operands) => {
    const compared = instruction(name, names)(v, _, operands);
    if (compared.type !== 'float64') return one('bool', part(compared));
    // Two masks of 64 bits each as four of 32.
    return one('bool', v.shuffle(part(compared), part(compared, 1), [0, 2, 4, 6]));
  };

const logical =
  (opcode: Opcode): Operator =>
  (v, _, operands) =>
    one('bool', v.op(opcode, ...operands.map((operand) => part(operand))));

const zeroOf = (type: LaneType): Lanes =>
  type === 'float64' ? { f64: 0 } : type === 'float32' ? { f32: 0 } : { i32: 0 };

/** 1, 0 or -1 in the operand's type: the difference of the masks of x < 0 and x > 0, which are -1 and 0. */
const sign: Operator = (v, _, [x]) => {
  const prefix = PREFIX[x.type];
  const suffix = x.type === 'int32' ? '_s' : '';
  if (x.type === 'float64') {
    const parts = x.parts.map((lanes) => {
      const positive = v.op('v128.and', v.op('f64x2.gt', lanes, { f64: 0 }), { f64: 1 });
      const negative = v.op('v128.and', v.op('f64x2.lt', lanes, { f64: 0 }), { f64: 1 });
      return v.op('f64x2.sub', positive, negative);
    });
    return { type: x.type, parts };
  }
  const zero = zeroOf(x.type);
  const above = v.op(`${prefix}.gt${suffix}` as Opcode, part(x), zero);
  const below = v.op(`${prefix}.lt${suffix}` as Opcode, part(x), zero);
  const difference = v.op('i32x4.sub', below, above);
  return one(x.type, x.type === 'float32' ? v.op('f32x4.convert_i32x4_s', difference) : difference);
};

/** x moved between limits; the first operand of a pseudo-minimum is handed on where it is NaN. */
const clip: Operator = (v, _, [x, low, high]) => {
  const names =
    x.type === 'float32' ? (['f32x4.pmax', 'f32x4.pmin'] as const) : (['i32x4.max_s', 'i32x4.min_s'] as const);
  return one(x.type, v.op(names[1], v.op(names[0], part(x), part(low)), part(high)));
};

/** The remainder with the dividend's sign, as C's fmod. */
const remainder: Operator = (v, _, [a, b]) => {
  const wide = (x: Four): Four => cast(v, x, 'float64');
  const [dividend, divisor] = [wide(a), wide(b)];
  const parts = dividend.parts.map((lanes, k) => {
    const whole = v.op('f64x2.trunc', v.op('f64x2.div', lanes, divisor.parts[k]));
    return v.op('f64x2.sub', lanes, v.op('f64x2.mul', whole, divisor.parts[k]));
  });
  return cast(v, { type: 'float64', parts }, a.type);
};

const power: Operator = (v, _, [x, exponent]) => {
  const by = part(exponent);
  if (x.type === 'float32' && 'f32' in by) {
    if (by.f32 === 2) return one('float32', v.op('f32x4.mul', part(x), part(x)));
    if (by.f32 === 1) return x;
  }
  const float32 = (four: Four) => part(cast(v, four, 'float32'));
  return cast(v, one('float32', v.host('pow', float32(x), float32(exponent))), x.type);
};

/** Numbers in another type: truncated to integers, booleans as 0 and 1, whatever is not zero as true. */
export function cast(v: Vectors, x: Four, type: LaneType): Four {
  if (x.type === type) return x;
  if (type === 'bool') {
    if (x.type === 'float64') return cast(v, cast(v, x, 'float32'), 'bool');
    return one('bool', v.op('v128.not', v.op(`${PREFIX[x.type]}.eq` as Opcode, part(x), zeroOf(x.type))));
  }
  if (x.type === 'bool') {
    if (type === 'float64') return cast(v, cast(v, x, 'int32'), type);
    return one(type, v.op('v128.and', part(x), type === 'float32' ? { f32: 1 } : { i32: 1 }));
  }
  if (type === 'float64') {
    const opcode = x.type === 'float32' ? 'f64x2.promote_low_f32x4' : 'f64x2.convert_low_i32x4_s';
    const high = v.shuffle(part(x), part(x), [2, 3, 2, 3]);
    return { type, parts: [v.op(opcode, part(x)), v.op(opcode, high)] };
  }
  if (x.type === 'float64') {
    const opcode = type === 'float32' ? 'f32x4.demote_f64x2_zero' : 'i32x4.trunc_sat_f64x2_s_zero';
    return one(type, v.shuffle(v.op(opcode, part(x)), v.op(opcode, part(x, 1)), [0, 1, 4, 5]));
  }
  const opcode = type === 'float32' ? 'f32x4.convert_i32x4_s' : 'i32x4.trunc_sat_f32x4_s';
  return one(type, v.op(opcode, part(x)));
}

const alphaOf = ({ attributes }: GraphNode, otherwise: number): number => attributes.floats?.alpha ?? otherwise;

const same: Operator = (_v, _node, [x]) => x;

/** Operators whose results' elements depend on the operands' elements at the same place, broadcast. */
export const operators: Readonly<Record<string, Operator>> = {
  Add: instruction('add'),
  Sub: instruction('sub'),
  Mul: instruction('mul'),
  Div: instruction('div'),
  Max: instruction('max', { i32x4: 'max_s' }),
  Min: instruction('min', { i32x4: 'min_s' }),
  Abs: instruction('abs'),
  Neg: instruction('neg'),
  Floor: instruction('floor'),
  Ceil: instruction('ceil'),
  Round: instruction('nearest'),
  Sqrt: instruction('sqrt'),
  Reciprocal: float((v, x) => v.op('f32x4.div', { f32: 1 }, x)),
  Sign: sign,
  Mod: remainder,
  Pow: power,
  Exp: float(exp),
  Log: float(log),
  Tanh: float(tanh),
  Sigmoid: float(sigmoid),
  Softplus: float(softplus),
  Elu: float((v, x, node) => exponentialLinear(v, x, alphaOf(node, 1), 1)),
  Selu: float((v, x) => exponentialLinear(v, x, 1.6732632423543772, 1.0507009873554805)),
  Relu: (v, _, [x]) =>
    one(
      x.type,
      x.type === 'float32' ? v.op('f32x4.pmax', part(x), { f32: 0 }) : v.op('i32x4.max_s', part(x), { i32: 0 }),
    ),
  LeakyRelu: float((v, x, node) => {
    const below = v.op('f32x4.mul', x, { f32: alphaOf(node, 0.01) });
    return v.select(v.op('f32x4.ge', x, { f32: 0 }), x, below);
  }),
  HardSigmoid: float((v, x, { attributes }) => {
    const { alpha, beta } = attributes.floats as { alpha: number; beta: number };
    const line = v.op('f32x4.add', v.op('f32x4.mul', x, { f32: alpha }), { f32: beta });
    return v.op('f32x4.pmax', v.op('f32x4.pmin', line, { f32: 1 }), { f32: 0 });
  }),
  Clip: clip,
  IsNaN: (v, _, [x]) => one('bool', v.op('f32x4.ne', part(x), part(x))),
  IsInf: (v, { attributes }, [x]) => {
    const signed = attributes.ints?.detect_negative === 0 ? part(x) : v.op('f32x4.abs', part(x));
    return one('bool', v.op('f32x4.eq', signed, { f32: Number.POSITIVE_INFINITY }));
  },
  Equal: comparison('eq'),
  Greater: comparison('gt', { i32x4: 'gt_s' }),
  GreaterOrEqual: comparison('ge', { i32x4: 'ge_s' }),
  Less: comparison('lt', { i32x4: 'lt_s' }),
  LessOrEqual: comparison('le', { i32x4: 'le_s' }),
  And: logical('v128.and'),
  Or: logical('v128.or'),
  Not: logical('v128.not'),
  Where: (v, _, [condition, then, otherwise]) => {
    if (then.type !== 'float64') return one(then.type, v.select(part(condition), part(then), part(otherwise)));
    const masks = [
      v.shuffle(part(condition), part(condition), [0, 0, 1, 1]),
      v.shuffle(part(condition), part(condition), [2, 2, 3, 3]),
    ];
    return { type: then.type, parts: masks.map((mask, k) => v.select(mask, then.parts[k], otherwise.parts[k])) };
  },
  Cast: (v, { outputs }, [x]) => cast(v, x, laneType(outputs[0].type)),
  Expand: same,
  Identity: same,
  ...Object.fromEntries(
    ['Sin', 'Cos', 'Tan', 'Asin', 'Acos', 'Atan', 'Sinh', 'Cosh', 'Asinh', 'Acosh', 'Atanh', 'Erf'].map((name) => [
      name,
      host(name.toLowerCase()),
    ]),
  ),
};
