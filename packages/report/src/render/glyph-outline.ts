/** Where the outlines of a font lie. */
export interface OutlineTables {
  /** Byte offsets of the tables in the file. */
  readonly loca: number;
  readonly glyf: number;
  readonly longOffsets: boolean;
  readonly unitsPerEm: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly onCurve: boolean;
}

type Contour = readonly Point[];

/** Bits of a point of a simple glyph. */
const ON_CURVE = 1;
const X_SHORT = 2;
const Y_SHORT = 4;
const REPEAT = 8;
const X_SAME_OR_POSITIVE = 16;
const Y_SAME_OR_POSITIVE = 32;

/** Bits of a component of a composite glyph. */
const WORDS = 1;
const OFFSETS = 2;
const SCALE = 8;
const MORE = 32;
const TWO_SCALES = 64;
const TWO_BY_TWO = 128;

/** Reads outlines of glyphs as path data in thousandths of an em, y downwards: OpenType's `glyf` table. */
export function glyphReader(file: Buffer, tables: OutlineTables): (glyph: number) => string {
  const toPath = (contours: readonly Contour[]): string => contours.map((one) => contourPath(one, tables)).join('');
  return (glyph) => toPath(contoursOf(file, glyph, tables));
}

function contoursOf(file: Buffer, glyph: number, tables: OutlineTables): Contour[] {
  const { loca, glyf, longOffsets } = tables;
  const offset = (index: number): number =>
    longOffsets ? file.readUInt32BE(loca + 4 * index) : 2 * file.readUInt16BE(loca + 2 * index);
  const [start, end] = [offset(glyph), offset(glyph + 1)];
  if (start === end) return [];
  const count = file.readInt16BE(glyf + start);
  const body = glyf + start + 10;
  return count < 0 ? composite(file, body, tables) : simple(file, body, count);
}

function simple(file: Buffer, start: number, count: number): Contour[] {
  const ends = Array.from({ length: count }, (_, index) => file.readUInt16BE(start + 2 * index));
  const points = count === 0 ? 0 : ends[count - 1] + 1;
  let at = start + 2 * count;
  at += 2 + file.readUInt16BE(at);
  const flags: number[] = [];
  while (flags.length < points) {
    const flag = file[at++];
    const repeats = flag & REPEAT ? file[at++] : 0;
    for (let repeat = 0; repeat <= repeats; repeat++) flags.push(flag);
  }
  const coordinates = (short: number, sameOrPositive: number): number[] => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & sameOrPositive ? file[at++] : -file[at++];
      else if (!(flag & sameOrPositive)) {
        value += file.readInt16BE(at);
        at += 2;
      }
      return value;
    });
  };
  const x = coordinates(X_SHORT, X_SAME_OR_POSITIVE);
  const y = coordinates(Y_SHORT, Y_SAME_OR_POSITIVE);
  const all = flags.map((flag, index) => ({ x: x[index], y: y[index], onCurve: (flag & ON_CURVE) !== 0 }));
  return ends.map((end, index) => all.slice(index === 0 ? 0 : ends[index - 1] + 1, end + 1));
}

/** Glyphs made of others, moved and scaled. Components that are placed by matching points, which DejaVu has none of, are refused. */
function composite(file: Buffer, start: number, tables: OutlineTables): Contour[] {
  const contours: Contour[] = [];
  let at = start;
  for (let flags = MORE; flags & MORE; ) {
    flags = file.readUInt16BE(at);
    const part = contoursOf(file, file.readUInt16BE(at + 2), tables);
    at += 4;
    if (!(flags & OFFSETS)) throw new Error('internal: a glyph is placed by matching points');
    const [dx, dy] =
      flags & WORDS ? [file.readInt16BE(at), file.readInt16BE(at + 2)] : [file.readInt8(at), file.readInt8(at + 1)];
    at += flags & WORDS ? 4 : 2;
    const factors = flags & TWO_BY_TWO ? 4 : flags & TWO_SCALES ? 2 : flags & SCALE ? 1 : 0;
    const scales = Array.from({ length: factors }, (_, index) => file.readInt16BE(at + 2 * index) / 2 ** 14);
    at += 2 * factors;
    const [a, b, c, d] =
      factors === 4
        ? scales
        : factors === 2
          ? [scales[0], 0, 0, scales[1]]
          : factors === 1
            ? [scales[0], 0, 0, scales[0]]
            : [1, 0, 0, 1];
    contours.push(
      ...part.map((contour) =>
        contour.map(({ x, y, onCurve }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, onCurve })),
      ),
    );
  }
  return contours;
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, onCurve: true });

/** Between two control points lies a point of the curve, halfway, which the font leaves out. */
function contourPath(contour: Contour, { unitsPerEm }: OutlineTables): string {
  const point = ({ x, y }: Point): string =>
    `${Math.round((1000 * x) / unitsPerEm)} ${-Math.round((1000 * y) / unitsPerEm)}`;
  const first = contour.findIndex(({ onCurve }) => onCurve);
  const start = first >= 0 ? contour[first] : middle(contour[0], contour[contour.length - 1]);
  const rest = [...contour.slice(first + 1), ...contour.slice(0, Math.max(first, 0)), start];
  let path = `M ${point(start)} `;
  for (let index = 0; index < rest.length; index++) {
    const here = rest[index];
    if (here.onCurve) path += `L ${point(here)} `;
    else {
      const next = rest[index + 1];
      const end = next.onCurve ? next : middle(here, next);
      path += `Q ${point(here)} ${point(end)} `;
      if (next.onCurve) index++;
    }
  }
  return `${path}Z `;
}
