import type { GraphNode, Value } from '../../graph/graph.ts';
import { sizeOf } from '../../graph/graph.ts';
import { movedBy, shifted } from '../binary/address.ts';
import type { Address, FunctionCode } from '../binary/function-code.ts';
import { stridesIn } from '../nest/axes.ts';
import { copyStrided } from '../nest/copy.ts';
import { loopNest } from '../nest/loop-nest.ts';
import type { Kernel, Writing } from './kernel.ts';
import { type Factor, type Product, writeProduct } from './product-tiles.ts';

const flag = ({ attributes }: GraphNode, name: string): boolean => attributes.ints?.[name] === 1;

/** `op(a) op(b) + c` for `Gemm`, products of the last two axes for `MatMul`. */
export function matrixProductKernel(node: GraphNode): Kernel {
  return {
    reads: node.inputs,
    writes: node.outputs,
    write: (writing) => (node.op === 'Gemm' ? writeGemm(writing, node) : writeMatMul(writing, node)),
  };
}

const factor = (address: Address, [, columns]: readonly number[], transposed: boolean): Factor =>
  transposed ? { address, row: 1, column: columns } : { address, row: columns, column: 1 };

function writeGemm(writing: Writing, node: GraphNode): void {
  const [a, b, c] = node.inputs;
  const [result] = node.outputs;
  const [m, n] = result.shape;
  const k = a.shape[flag(node, 'transA') ? 0 : 1];
  const [startRow, startColumn] = c ? stridesIn([m, n], c.shape) : [0, 0];
  const product: Product = {
    m,
    n,
    k,
    type: 'float32',
    a: factor(writing.addressOf(a), a.shape, flag(node, 'transA')),
    b: factor(writing.addressOf(b), b.shape, flag(node, 'transB')),
    result: writing.addressOf(result),
    ...(c ? { start: { address: writing.addressOf(c), row: startRow, column: startColumn } } : {}),
  };
  writeProduct(writing.code, arranged(writing, product));
}

function writeMatMul(writing: Writing, { inputs: [a, b], outputs: [result] }: GraphNode): void {
  const { code, addressOf } = writing;
  const lead = result.shape.slice(0, -2);
  const [m, n] = result.shape.slice(-2);
  const k = a.shape[a.shape.length - 1];
  const matrixStrides = (value: Value): number[] =>
    stridesIn(lead, value.shape.slice(0, -2)).map((stride) => stride * sizeOf(value.shape.slice(-2)));
  const strides = [a, b, result].map(matrixStrides);
  const axes = lead.map((length, axis) => ({ length, strides: strides.map((all) => all[axis]), kind: '' }));
  const type = result.type === 'int32' ? 'int32' : 'float32';
  loopNest(code, axes, -1, { addresses: [a, b, result].map(addressOf), lanes: 1 }, (position, level, inner) => {
    inner(position);
    if (level < axes.length) return;
    const [left, right, target] = position.addresses;
    const product: Product = {
      ...{ m, n, k, type, result: target },
      a: factor(left, [m, k], false),
      b: factor(right, [k, n], false),
    };
    writeProduct(code, arranged(writing, product));
  });
}

/**
 * The same product with the rows of b contiguous: one column is the transpose of one row; else b is transposed into memory of its own, which costs as much as a few rows
 * of the product.
 */
function arranged(writing: Writing, product: Product): Product {
  const { m, n, k, a, b, start } = product;
  if (n === 1 && a.column !== 1 && (a.row === 1 || k === 1)) {
    return {
      ...product,
      m: 1,
      n: m,
      a: { address: b.address, row: 0, column: k === 1 ? 0 : b.row },
      b: { address: a.address, row: a.column, column: a.row },
      ...(start ? { start: { ...start, row: start.column, column: start.row } } : {}),
    };
  }
  if (b.column === 1 || n === 1) return product;
  return { ...product, b: contiguous(writing.code, writing, b, k, n) };
}

function contiguous(code: FunctionCode, { scratch }: Writing, b: Factor, k: number, n: number): Factor {
  const address = scratch(k * n);
  transpose(code, b, k, n, address);
  return { address, row: n, column: 1 };
}

/** Rows of a matrix whose columns are contiguous, in blocks of four by four. */
function transpose(code: FunctionCode, b: Factor, k: number, n: number, to: Address): void {
  const [wholeK, wholeN] = [k >> 2, n >> 2];
  code.loop(wholeN, 1, (column) =>
    code.scope(() => {
      const [source, target] = [movedBy(code, b.address, column, 16 * b.column), movedBy(code, to, column, 16)];
      code.loop(wholeK, 1, (row) =>
        code.scope(() => {
          const [from, into] = [movedBy(code, source, row, 16), movedBy(code, target, row, 16 * n)];
          const lines = [0, 1, 2, 3].map((line) => {
            const local = code.local('v128');
            code.load('v128.load', shifted(from, 4 * line * b.column)).set(local);
            return local;
          });
          const pair = (one: number, two: number, lanes: [number, number, number, number]): number => {
            const local = code.local('v128');
            code
              .get(one)
              .get(two)
              .shuffle(...lanes)
              .set(local);
            return local;
          };
          const [lowA, highA] = [pair(lines[0], lines[1], [0, 4, 1, 5]), pair(lines[0], lines[1], [2, 6, 3, 7])];
          const [lowB, highB] = [pair(lines[2], lines[3], [0, 4, 1, 5]), pair(lines[2], lines[3], [2, 6, 3, 7])];
          const rows = [
            pair(lowA, lowB, [0, 1, 4, 5]),
            pair(lowA, lowB, [2, 3, 6, 7]),
            pair(highA, highB, [0, 1, 4, 5]),
            pair(highA, highB, [2, 3, 6, 7]),
          ];
          rows.forEach((local, line) => {
            code.storeLanes(shifted(into, 4 * line * n), local, 4);
          });
        }),
      );
    }),
  );
  // What the blocks leave over below and at the right.
  const at = (row: number, column: number): [Address, Address] => [
    shifted(b.address, 4 * (row * b.row + column * b.column)),
    shifted(to, 4 * (row * n + column)),
  ];
  const copy = (row: number, column: number, rows: number, columns: number): void => {
    const [from, into] = at(row, column);
    copyStrided(code, [rows, columns], from, [b.row, b.column], into, [n, 1]);
  };
  copy(4 * wholeK, 0, k - 4 * wholeK, n);
  copy(0, 4 * wholeN, 4 * wholeK, n - 4 * wholeN);
}
