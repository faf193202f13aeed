import { type GraphNode, sizeOf } from '../../graph/graph.ts';
import { movedBy } from '../binary/address.ts';
import type { Address, FunctionCode } from '../binary/function-code.ts';
import type { Kernel, Writing } from './kernel.ts';

/** Passes over one axis of `[outer, length, inner]`, one number after the other, from its start or from its end. */
function alongAxis(
  code: FunctionCode,
  shape: readonly number[],
  axis: number,
  arrays: readonly { readonly address: Address; readonly moves: boolean }[],
  backwards: boolean,
  begin: () => void,
  each: (addresses: readonly Address[], position: number) => void,
  end: (addresses: readonly Address[]) => void,
): void {
  const length = shape[axis];
  const inner = sizeOf(shape.slice(axis + 1));
  code.loop(sizeOf(shape.slice(0, axis)), 1, (block) =>
    code.loop(inner, 1, (column) =>
      code.scope(() => {
        const starts = arrays.map(({ address, moves }) =>
          movedBy(code, movedBy(code, address, block, 4 * inner * (moves ? length : 1)), column, 4),
        );
        begin();
        code.loop(length, 1, (counter) =>
          code.scope(() => {
            const position = code.local('i32');
            if (backwards)
              code
                .i32(length - 1)
                .get(counter)
                .op('i32.sub')
                .set(position);
            else code.get(counter).set(position);
            each(
              starts.map((start, k) => (arrays[k].moves ? movedBy(code, start, position, 4 * inner) : start)),
              position,
            );
          }),
        );
        end(starts);
      }),
    ),
  );
}

function cumulativeSum(
  { code, addressOf }: Writing,
  { inputs: [x, axis], outputs: [result], attributes }: GraphNode,
): void {
  const integer = x.type !== 'float32';
  const exclusive = attributes.ints?.exclusive === 1;
  const sum = code.local('v128');
  const arrays = [x, result].map((value) => ({ address: addressOf(value), moves: true }));
  const add = (from: Address): void => {
    code
      .get(sum)
      .load('v128.load32_splat', from)
      .op(integer ? 'i32x4.add' : 'f32x4.add')
      .set(sum);
  };
  const backwards = attributes.ints?.reverse === 1;
  alongAxis(
    code,
    x.shape,
    axis.constant![0],
    arrays,
    backwards,
    () => code.i32x4(0).set(sum),
    ([from, to]) => {
      if (!exclusive) add(from);
      code.storeLanes(to, sum, 1);
      if (exclusive) add(from);
    },
    () => {},
  );
}

/** The first place of the largest or smallest number. */
function argument({ code, addressOf }: Writing, { op, inputs: [x], outputs: [result], attributes }: GraphNode): void {
  const kind = x.type === 'float32' ? 'f32x4' : 'i32x4';
  const [best, place, number] = [code.local('v128'), code.local('v128'), code.local('v128')];
  const better =
    kind === 'f32x4' ? (op === 'ArgMax' ? 'f32x4.gt' : 'f32x4.lt') : op === 'ArgMax' ? 'i32x4.gt_s' : 'i32x4.lt_s';
  const [source, target] = [addressOf(x), addressOf(result)];
  alongAxis(
    code,
    x.shape,
    attributes.ints!.axis as number,
    [
      { address: source, moves: true },
      { address: target, moves: false },
    ],
    false,
    () => code.i32x4(0).set(place),
    ([from], position) => {
      code.load('v128.load32_splat', from).set(number);
      const taken = code.local('v128');
      // The first number is the best so far.
      code.get(number).get(best).op(better).get(position).op('i32.eqz').op('i32x4.splat').i32x4(0).op('i32x4.gt_s');
      code.op('v128.or').set(taken);
      code.get(number).get(best).get(taken).op('v128.bitselect').set(best);
      code.get(position).op('i32x4.splat').get(place).get(taken).op('v128.bitselect').set(place);
    },
    ([, to]) => code.storeLanes(to, place, 1),
  );
}

/** Kernels whose every number depends on those before it. */
export function runningKernel(node: GraphNode): Kernel | undefined {
  const { op, inputs, outputs } = node;
  if (op === 'CumSum') return { reads: [inputs[0]], writes: outputs, write: (writing) => cumulativeSum(writing, node) };
  if (op === 'ArgMax' || op === 'ArgMin')
    return { reads: inputs, writes: outputs, write: (writing) => argument(writing, node) };
  return undefined;
}
