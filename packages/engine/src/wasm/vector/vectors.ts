import type { FunctionCode } from '../binary/function-code.ts';
import type { Opcode } from '../binary/opcodes.ts';

/** A vector of 128 bits in a local, or one whose lanes are a known number. */
export type Lanes =
  | { readonly local: number }
  | { readonly f32: number }
  | { readonly i32: number }
  | { readonly f64: number };

/** Functions of float64 that generated code calls lane by lane, numbered in the order of their first use. */
export class HostFunctions {
  readonly used: { readonly name: string; readonly operands: number }[] = [];

  indexOf(name: string, operands: number): number {
    const found = this.used.findIndex((one) => one.name === name);
    if (found >= 0) return found;
    this.used.push({ name, operands });
    return this.used.length - 1;
  }
}

/** Writes vector expressions: every operation's result is a local of its own. */
export class Vectors {
  readonly code: FunctionCode;
  readonly hosts: HostFunctions;

  constructor(code: FunctionCode, hosts: HostFunctions) {
    this.code = code;
    this.hosts = hosts;
  }

  push(lanes: Lanes): FunctionCode {
    if ('local' in lanes) return this.code.get(lanes.local);
    if ('f32' in lanes) return this.code.f32x4(lanes.f32);
    if ('i32' in lanes) return this.code.i32x4(lanes.i32);
    return this.code.f64x2(lanes.f64);
  }

  /** The vector on the stack, in a local. */
  pop(): { readonly local: number } {
    const local = this.code.local('v128');
    this.code.set(local);
    return { local };
  }

  op(name: Opcode, ...operands: readonly Lanes[]): { readonly local: number } {
    for (const operand of operands) this.push(operand);
    this.code.op(name);
    return this.pop();
  }

  /** A shift of every lane by a constant number of bits. */
  shift(name: 'i32x4.shl' | 'i32x4.shr_s' | 'i32x4.shr_u', operand: Lanes, bits: number): Lanes {
    this.push(operand).i32(bits).op(name);
    return this.pop();
  }

  shuffle(a: Lanes, b: Lanes, lanes: readonly [number, number, number, number]): { readonly local: number } {
    this.push(a);
    this.push(b).shuffle(...lanes);
    return this.pop();
  }

  /** `then` in lanes whose mask is all ones, `otherwise` where it is zero. */
  select(mask: Lanes, then: Lanes, otherwise: Lanes): { readonly local: number } {
    return this.op('v128.bitselect', then, otherwise, mask);
  }

  /** c0 x^k + c1 x^(k-1) + ..., by Horner's rule. */
  polynomial(x: Lanes, [first, ...rest]: readonly number[]): Lanes {
    return rest.reduce<Lanes>(
      (sum, coefficient) => this.op('f32x4.add', this.op('f32x4.mul', sum, x), { f32: coefficient }),
      { f32: first },
    );
  }

  /** A function of the host, lane by lane, in float64. */
  host(name: string, ...operands: readonly Lanes[]): Lanes {
    const index = this.hosts.indexOf(name, operands.length);
    const result = this.code.local('v128');
    this.code.f32x4(0).set(result);
    for (let lane = 0; lane < 4; lane++) {
      this.code.get(result);
      for (const operand of operands) this.push(operand).op('f32x4.extract_lane', lane).op('f64.promote_f32');
      this.code.op('call', index).op('f32.demote_f64').op('f32x4.replace_lane', lane).set(result);
    }
    return { local: result };
  }
}
