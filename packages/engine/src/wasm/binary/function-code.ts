import { pushSigned, pushUnsigned } from './leb128.ts';
import { OP, type Opcode } from './opcodes.ts';

export type LocalType = 'i32' | 'v128';

const TYPE_CODE: Readonly<Record<LocalType, number>> = { i32: 0x7f, v128: 0x7b };
const EMPTY_BLOCK = 0x40;

/** A place in memory: a constant, and a local that holds the rest of a place that is known only when the code runs. */
export interface Address {
  readonly base: number;
  readonly local?: number | undefined;
}

/** The body of one WebAssembly function, written instruction by instruction; operands are on the stack, as WebAssembly has them. */
export class FunctionCode {
  readonly #bytes: number[] = [];
  readonly #locals: LocalType[] = [];
  readonly #parameters: number;
  readonly #free: Record<LocalType, number[]> = { i32: [], v128: [] };

  /** @param parameters - number of i32 parameters, the first locals */
  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  local(type: LocalType): number {
    const free = this.#free[type].pop();
    if (free !== undefined) return free;
    this.#locals.push(type);
    return this.#parameters + this.#locals.length - 1;
  }

  /** Locals made inside may be used anew by what comes after. */
  scope(write: () => void): void {
    const before = this.#locals.length;
    const kept = { i32: [...this.#free.i32], v128: [...this.#free.v128] };
    write();
    this.#free.i32 = kept.i32;
    this.#free.v128 = kept.v128;
    for (let k = before; k < this.#locals.length; k++) this.#free[this.#locals[k]].push(this.#parameters + k);
  }

  op(name: Opcode, ...immediates: number[]): this {
    const [first, number] = OP[name] as readonly number[];
    this.#bytes.push(first);
    if (number !== undefined) pushUnsigned(this.#bytes, number);
    for (const immediate of immediates) pushUnsigned(this.#bytes, immediate);
    return this;
  }

  get(local: number): this {
    this.#bytes.push(0x20);
    pushUnsigned(this.#bytes, local);
    return this;
  }

  set(local: number): this {
    this.#bytes.push(0x21);
    pushUnsigned(this.#bytes, local);
    return this;
  }

  tee(local: number): this {
    this.#bytes.push(0x22);
    pushUnsigned(this.#bytes, local);
    return this;
  }

  i32(value: number): this {
    this.#bytes.push(0x41);
    pushSigned(this.#bytes, value);
    return this;
  }

  f32(value: number): this {
    this.#bytes.push(0x43, ...new Uint8Array(Float32Array.of(value).buffer));
    return this;
  }

  /** Four equal float32. */
  f32x4(value: number): this {
    return this.#vector(new Float32Array(4).fill(value));
  }

  /** Four equal int32. */
  i32x4(value: number): this {
    return this.#vector(new Int32Array(4).fill(value));
  }

  /** Two equal float64. */
  f64x2(value: number): this {
    return this.#vector(new Float64Array(2).fill(value));
  }

  /** Four masks: the first `lanes` all ones, the rest zero. */
  laneMask(lanes: number): this {
    return this.#vector(Int32Array.from({ length: 4 }, (_, lane) => (lane < lanes ? -1 : 0)));
  }

  #vector({ buffer }: Float32Array | Int32Array | Float64Array): this {
    this.op('v128.const');
    this.#bytes.push(...new Uint8Array(buffer));
    return this;
  }

  /** Lanes of four bytes of two vectors, 0 to 3 of the first and 4 to 7 of the second. */
  shuffle(...lanes: readonly [number, number, number, number]): this {
    return this.op('i8x16.shuffle', ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)));
  }

  /** Pushes the part of an address that is not constant; the constant goes into the instruction that uses it. */
  pointer({ local }: Address): this {
    return local === undefined ? this.i32(0) : this.get(local);
  }

  /** Pushes an address as one number. */
  place(address: Address): this {
    if (address.local === undefined) return this.i32(address.base);
    this.get(address.local);
    return address.base === 0 ? this : this.i32(address.base).op('i32.add');
  }

  load(name: Opcode, address: Address): this {
    this.pointer(address).op(name, 0, address.base);
    return this;
  }

  /** Stores the first `lanes` numbers of a vector. */
  storeLanes(address: Address, vector: number, lanes: number): this {
    if (lanes >= 4) return this.pointer(address).get(vector).op('v128.store', 0, address.base);
    if (lanes >= 2) this.pointer(address).get(vector).op('v128.store64_lane', 0, address.base, 0);
    if (lanes % 2 === 1)
      this.pointer(address)
        .get(vector)
        .op('v128.store32_lane', 0, address.base + 4 * (lanes - 1), lanes - 1);
    return this;
  }

  /** Repeats what is written with a local that counts `0, step, 2 step, ...` below `count * step`. */
  loop(count: number, step: number, body: (counter: number) => void): void {
    if (count <= 0) return;
    const counter = this.local('i32');
    this.i32(0).set(counter);
    if (count === 1) {
      body(counter);
      return;
    }
    this.#bytes.push(0x03, EMPTY_BLOCK);

    body(counter);
    this.get(counter)
      .i32(step)
      .op('i32.add')
      .tee(counter)
      .i32(count * step)
      .op('i32.lt_u');
    this.#bytes.push(0x0d, 0x00, 0x0b);
  }

  /** Repeats while the local `remaining`, counted down, is not zero; it must not be zero at first. */
  countDown(remaining: number, body: () => void): void {
    this.#bytes.push(0x03, EMPTY_BLOCK);
    body();
    this.get(remaining).i32(1).op('i32.sub').tee(remaining);
    this.#bytes.push(0x0d, 0x00, 0x0b);
  }

  /** Runs what is written where the number on the stack is not zero. */
  when(then: () => void): void {
    this.op('if', EMPTY_BLOCK);
    then();
    this.#bytes.push(0x0b);
  }

  /** The function's entry in a module's code section. */
  encode(): number[] {
    const body: number[] = [];
    pushUnsigned(body, this.#locals.length);
    for (const type of this.#locals) body.push(1, TYPE_CODE[type]);
    for (const byte of this.#bytes) body.push(byte);
    body.push(0x0b);
    return body;
  }
}
