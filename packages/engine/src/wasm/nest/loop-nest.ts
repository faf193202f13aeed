import type { Address, FunctionCode } from '../binary/function-code.ts';
import type { Axis } from './axes.ts';

const BYTES = 4;

/** Where a nest stands: the address of every array there, and how many lanes of a vector are elements of the innermost axis. */
export interface Position {
  readonly addresses: readonly Address[];
  readonly lanes: number;
}

/** An address moved by a counter's number of elements; arrays that stand at one place share the local that holds it. */
function moved(
  code: FunctionCode,
  addresses: readonly Address[],
  { strides }: Axis,
  counter: number,
  countsBytes: boolean,
): Address[] {
  const known = new Map<string, number>();
  return addresses.map(({ base, local }, array) => {
    const stride = strides[array];
    if (stride === 0) return { base, local };
    const key = `${local}|${stride}`;
    const shared = known.get(key);
    if (shared !== undefined) return { base, local: shared };
    const scale = countsBytes ? stride : stride * BYTES;
    if (scale === 1 && local === undefined) return { base, local: counter };
    code.get(counter);
    if (scale !== 1) code.i32(scale).op('i32.mul');
    if (local !== undefined) code.get(local).op('i32.add');
    const place = code.local('i32');
    // An instruction adds its constant to a number without a sign: what runs backwards takes the constant into the sum.
    if (stride < 0) {
      code.i32(base).op('i32.add').set(place);
      return { base: 0, local: place };
    }
    code.set(place);
    known.set(key, place);
    return { base, local: place };
  });
}

/**
 * Writes loops over axes, the first outermost; where `vector` is an axis, it goes by four elements, with what is left over written behind its loop.
 * @param enter - called on entering each level, before its loop; `levels` of them are left inside. Writes what belongs there, the rest by `inner`.
 */
export function loopNest(
  code: FunctionCode,
  axes: readonly Axis[],
  vector: number,
  start: Position,
  enter: (position: Position, level: number, inner: (position: Position) => void) => void,
): void {
  const level = (k: number, position: Position): void => {
    enter(position, k, (entered) => {
      if (k === axes.length) return;
      const axis = axes[k];
      if (k !== vector) {
        code.loop(axis.length, 1, (counter) =>
          code.scope(() =>
            level(k + 1, { ...entered, addresses: moved(code, entered.addresses, axis, counter, false) }),
          ),
        );
        return;
      }
      const whole = axis.length >> 2;
      const rest = axis.length & 3;
      code.loop(whole, 4 * BYTES, (counter) =>
        code.scope(() => level(k + 1, { addresses: moved(code, entered.addresses, axis, counter, true), lanes: 4 })),
      );
      if (rest === 0) return;
      const behind = entered.addresses.map(({ base, local }, array) => ({
        base: base + 4 * BYTES * whole * axis.strides[array],
        local,
      }));
      code.scope(() => level(k + 1, { addresses: behind, lanes: rest }));
    });
  };
  level(0, start);
}
