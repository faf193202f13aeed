import { advanced, shifted } from '../binary/address.ts';
import type { Address, FunctionCode } from '../binary/function-code.ts';
import { axesOf } from './axes.ts';
import { loopNest } from './loop-nest.ts';

/** From so many numbers on, one bulk copy is faster than loads and stores. */
const BULK = 256;
/** Vectors that are moved without a loop. */
const UNROLLED = 8;

/** Moves numbers that stand one behind the other. */
export function copyRun(code: FunctionCode, count: number, from: Address, to: Address): void {
  if (count >= BULK) {
    code
      .place(to)
      .place(from)
      .i32(4 * count)
      .op('memory.copy', 0, 0);
    return;
  }
  const whole = count >> 2;
  const move = (source: Address, target: Address): void => {
    code.pointer(target).load('v128.load', source).op('v128.store', 0, target.base);
  };
  if (whole <= UNROLLED) for (let k = 0; k < whole; k++) move(shifted(from, 16 * k), shifted(to, 16 * k));
  else
    code.loop(whole, 16, (counter) => {
      code.scope(() => move(advanced(code, from, counter), advanced(code, to, counter)));
    });
  for (let k = 4 * whole; k < count; k++) copyNumber(code, shifted(from, 4 * k), shifted(to, 4 * k));
}

export const copyNumber = (code: FunctionCode, from: Address, to: Address): void => {
  code.pointer(to).load('i32.load', from).op('i32.store', 0, to.base);
};

/** Moves the numbers of a space from one array into another, each laid into it by its strides. */
export function copyStrided(
  code: FunctionCode,
  space: readonly number[],
  from: Address,
  fromStrides: readonly number[],
  to: Address,
  toStrides: readonly number[],
): void {
  if (space.includes(0)) return;
  const axes = axesOf(space, [fromStrides, toStrides]);
  const innermost = axes[axes.length - 1];
  const runs = innermost?.strides.every((stride) => stride === 1);
  const around = runs ? axes.slice(0, -1) : axes;
  const run = runs ? innermost.length : 1;
  code.scope(() =>
    loopNest(code, around, -1, { addresses: [from, to], lanes: 1 }, ({ addresses }, level, inner) => {
      inner({ addresses, lanes: 1 });
      if (level === around.length) copyRun(code, run, addresses[0], addresses[1]);
    }),
  );
}
