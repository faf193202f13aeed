import { advanced, movedBy, shifted } from '../binary/address.ts';
import type { Address, FunctionCode } from '../binary/function-code.ts';

/** A matrix in memory: numbers from one row and from one column to the next. */
export interface Factor {
  readonly address: Address;
  readonly row: number;
  readonly column: number;
}

/** `result[m, n] = start + a[m, k] b[k, n]`; the rows of b and of the result are contiguous. */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly type: 'float32' | 'int32';
  readonly a: Factor;
  readonly b: Factor;
  readonly result: Address;
  /** What sums start from, broadcast by strides of 0. */
  readonly start?: Factor;
}

/** Rows and vectors of columns of a tile: its sums, a row of b and a number of a fit the sixteen registers of x64. */
const ROWS = 4;
const VECTORS = 2;
/** Of one row, more columns keep the adders busy. */
const VECTORS_OF_ONE_ROW = 4;
/** Terms that are written out; longer sums loop over so many. */
const UNROLLED = 16;
const LOOPED = 8;

export function writeProduct(code: FunctionCode, product: Product): void {
  if (product.n === 1 && product.a.column === 1 && product.k > 1) {
    code.scope(() => writeInnerProducts(code, product));
    return;
  }
  const { m, n } = product;
  const vectors = m === 1 ? VECTORS_OF_ONE_ROW : VECTORS;
  const width = 4 * vectors;
  const columns = (first: Address, second: Address, start: Address | undefined, count: number): void =>
    rowsOfTiles(code, {
      ...product,
      n: count,
      width: n,
      b: { ...product.b, address: first },
      result: second,
      start: start && { ...product.start!, address: start },
    });
  const whole = Math.floor(n / width);
  const { b, result, start } = product;
  code.loop(whole, 4 * width, (counter) =>
    code.scope(() => {
      const move = (address: Address, along: boolean) => (along ? advanced(code, address, counter) : address);
      columns(move(b.address, true), move(result, true), start && move(start.address, start.column !== 0), width);
    }),
  );
  const rest = n - whole * width;
  if (rest === 0) return;
  const behind = 4 * whole * width;
  code.scope(() =>
    columns(
      shifted(b.address, behind),
      shifted(result, behind),
      start && shifted(start.address, start.column === 0 ? 0 : behind),
      rest,
    ),
  );
}

/** A column of tiles: `n` columns of a result that is `width` wide. */
type Strip = Omit<Product, 'start'> & { readonly width: number; readonly start?: Factor | undefined };

function rowsOfTiles(code: FunctionCode, strip: Strip): void {
  const { m, a, width, result, start } = strip;
  const tiles = Math.floor(m / ROWS);
  const at = (place: (address: Address, rowBytes: number) => Address, rows: number): void =>
    code.scope(() =>
      writeTile(code, rows, {
        ...strip,
        a: { ...a, address: place(a.address, 4 * a.row) },
        result: place(result, 4 * width),
        start: start && { ...start, address: place(start.address, 4 * start.row) },
      }),
    );
  code.loop(tiles, 1, (counter) =>
    at((address, rowBytes) => (rowBytes === 0 ? address : movedBy(code, address, counter, ROWS * rowBytes)), ROWS),
  );
  if (m % ROWS > 0) at((address, rowBytes) => shifted(address, tiles * ROWS * rowBytes), m % ROWS);
}

function writeTile(code: FunctionCode, rows: number, tile: Strip): void {
  const { n, k, a, b, width, type, result, start } = tile;
  const prefix = type === 'int32' ? 'i32x4' : 'f32x4';
  const vectors = Math.ceil(n / 4);
  const sums = Array.from({ length: rows }, () => Array.from({ length: vectors }, () => code.local('v128')));
  sums.forEach((line, row) => {
    line.forEach((local, vector) => {
      if (!start) code.i32x4(0);
      else {
        const place = shifted(start.address, 4 * (row * start.row + 4 * vector * start.column));
        code.load(start.column === 0 ? 'v128.load32_splat' : 'v128.load', place);
      }
      code.set(local);
    });
  });
  const ofB = Array.from({ length: vectors }, () => code.local('v128'));
  const ofA = code.local('v128');
  const term = (left: Address, right: Address, index: number): void => {
    ofB.forEach((local, vector) => {
      code.load('v128.load', shifted(right, 4 * (index * b.row + 4 * vector))).set(local);
    });
    sums.forEach((line, row) => {
      code.load('v128.load32_splat', shifted(left, 4 * (row * a.row + index * a.column))).set(ofA);
      line.forEach((local, vector) => {
        code.get(local).get(ofA).get(ofB[vector]).op(`${prefix}.mul`).op(`${prefix}.add`).set(local);
      });
    });
  };
  overTerms(code, k, a.address, 4 * a.column, b.address, 4 * b.row, term);
  sums.forEach((line, row) => {
    line.forEach((local, vector) => {
      code.storeLanes(shifted(result, 4 * (row * width + 4 * vector)), local, Math.min(4, n - 4 * vector));
    });
  });
}

/** Runs through the terms of a sum, some of them written out one behind the other. */
function overTerms(
  code: FunctionCode,
  count: number,
  left: Address,
  leftBytes: number,
  right: Address,
  rightBytes: number,
  term: (left: Address, right: Address, index: number) => void,
): void {
  const loops = count <= UNROLLED ? 0 : Math.floor(count / LOOPED);
  if (loops > 0) {
    code.loop(loops, 1, (counter) =>
      code.scope(() => {
        const [a, b] = [
          movedBy(code, left, counter, LOOPED * leftBytes),
          movedBy(code, right, counter, LOOPED * rightBytes),
        ];
        for (let index = 0; index < LOOPED; index++) term(a, b, index);
      }),
    );
  }
  const [a, b] = [shifted(left, loops * LOOPED * leftBytes), shifted(right, loops * LOOPED * rightBytes)];
  for (let index = 0; index < count - loops * LOOPED; index++) term(a, b, index);
}

/** One column: inner products of four rows of a with b at once, four terms each. */
function writeInnerProducts(code: FunctionCode, { m, k, type, a, b, result, start }: Product): void {
  const prefix = type === 'int32' ? 'i32x4' : 'f32x4';
  const rows = (left: Address, target: Address, from: Address | undefined, count: number): void => {
    const sums = Array.from({ length: ROWS }, () => code.local('v128'));
    for (const local of sums) code.i32x4(0).set(local);
    const ofB = code.local('v128');
    const four = (places: Address, right: Address, lanes: number): void => {
      code.load('v128.load', right).set(ofB);
      sums.slice(0, count).forEach((local, row) => {
        code
          .get(local)
          .load('v128.load', shifted(places, 4 * row * a.row))
          .get(ofB)
          .op(`${prefix}.mul`);
        // Numbers behind the last term may be anything, NaN too.
        if (lanes < 4) code.laneMask(lanes).op('v128.and');
        code.op(`${prefix}.add`).set(local);
      });
    };
    code.loop(k >> 2, 16, (counter) =>
      code.scope(() => four(advanced(code, left, counter), advanced(code, b.address, counter), 4)),
    );
    const behind = 16 * (k >> 2);
    if (k % 4 > 0) four(shifted(left, behind), shifted(b.address, behind), k % 4);
    const pair = (one: number, two: number): number => {
      const total = code.local('v128');
      code.get(one).get(two).shuffle(0, 4, 1, 5);
      code.get(one).get(two).shuffle(2, 6, 3, 7).op(`${prefix}.add`).set(total);
      return total;
    };
    const [low, high] = [pair(sums[0], sums[1]), pair(sums[2], sums[3])];
    const totals = code.local('v128');
    code.get(low).get(high).shuffle(0, 1, 4, 5);
    code.get(low).get(high).shuffle(2, 3, 6, 7).op(`${prefix}.add`);
    if (from) code.load(start!.row === 0 ? 'v128.load32_splat' : 'v128.load', from).op(`${prefix}.add`);
    code.set(totals);
    code.storeLanes(target, totals, count);
  };
  const tiles = Math.floor(m / ROWS);
  code.loop(tiles, 1, (counter) =>
    code.scope(() => {
      const from =
        start && (start.row === 0 ? start.address : movedBy(code, start.address, counter, 4 * ROWS * start.row));
      rows(movedBy(code, a.address, counter, 4 * ROWS * a.row), movedBy(code, result, counter, 4 * ROWS), from, ROWS);
    }),
  );
  if (m % ROWS === 0) return;
  const done = tiles * ROWS;
  rows(
    shifted(a.address, 4 * done * a.row),
    shifted(result, 4 * done),
    start && shifted(start.address, 4 * done * start.row),
    m % ROWS,
  );
}
