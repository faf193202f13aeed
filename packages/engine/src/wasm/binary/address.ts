import type { Address, FunctionCode } from './function-code.ts';

/** An address moved by a known number of bytes. */
export const shifted = ({ base, local }: Address, bytes: number): Address => ({ base: base + bytes, local });

/** An address moved by the bytes in a local. */
export function advanced(code: FunctionCode, { base, local }: Address, bytes: number): Address {
  if (local === undefined) return { base, local: bytes };
  const moved = code.local('i32');
  code.get(local).get(bytes).op('i32.add').set(moved);
  return { base, local: moved };
}

/** An address moved by a counter's steps of so many bytes. */
export function movedBy(code: FunctionCode, { base, local }: Address, counter: number, bytes: number): Address {
  const moved = code.local('i32');
  code.get(counter).i32(bytes).op('i32.mul');
  if (local !== undefined) code.get(local).op('i32.add');
  code.set(moved);
  return { base, local: moved };
}
