import { grownGlyphs } from './grown-glyphs.ts';
import { characterMap, type OpenType, openTypeFile, readOpenType, tableOf } from './open-type.ts';

/** Tables that are kept as they are. */
const kept = ['OS/2', 'cvt ', 'gasp', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'MATH'] as const;

/**
 * A TrueType font with a MATH table, without the outlines of letters that are not asked for. Glyphs keep their numbers, so that every other table still holds.
 * The OpenType specification lays the tables out.
 */
export function subsetFont(file: Buffer, codePoints: ReadonlySet<number>): Buffer {
  const font = readOpenType(file);
  const characters = characterMap(font);
  const used = [...codePoints].filter((code) => characters.has(code)).sort((a, b) => a - b);
  const glyphs = new Set([0, ...used.map((code) => characters.get(code)!)]);
  for (const glyph of grownGlyphs(tableOf(font, 'MATH'), glyphs)) glyphs.add(glyph);
  const { glyf, loca } = outlines(font, glyphs);
  return openTypeFile([
    ...kept.map((tag): [string, Buffer] => [tag, tag === 'head' ? longLocations(font) : tableOf(font, tag)]),
    ['cmap', mapOf(used.map((code) => [code, characters.get(code)!]))],
    ['glyf', glyf],
    ['loca', loca],
    ['post', noNames()],
  ]);
}

/** `head`, saying that `loca` has four bytes an entry. */
function longLocations(font: OpenType): Buffer {
  const head = Buffer.from(tableOf(font, 'head'));
  head.writeInt16BE(1, 50);
  return head;
}

function outlines(font: OpenType, wanted: Set<number>): { glyf: Buffer; loca: Buffer } {
  const [glyf, loca] = [tableOf(font, 'glyf'), tableOf(font, 'loca')];
  const long = tableOf(font, 'head').readInt16BE(50) === 1;
  const count = tableOf(font, 'maxp').readUInt16BE(4);
  const start = (glyph: number): number => (long ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph));
  const outline = (glyph: number): Buffer => glyf.subarray(start(glyph), start(glyph + 1));
  // a set tells those that are added while it is walked through
  for (const glyph of wanted) for (const part of partsOf(outline(glyph))) wanted.add(part);
  const parts: Buffer[] = [];
  const places = Buffer.alloc(4 * (count + 1));
  let at = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    const bytes = wanted.has(glyph) ? outline(glyph) : Buffer.alloc(0);
    parts.push(bytes);
    at += bytes.length;
    places.writeUInt32BE(at, 4 * (glyph + 1));
  }
  return { glyf: Buffer.concat(parts), loca: places };
}

/** Glyphs that a composite glyph is made of. */
function partsOf(outline: Buffer): number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10, flags = 0x20; flags & 0x20; ) {
    flags = outline.readUInt16BE(at);
    parts.push(outline.readUInt16BE(at + 2));
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
  }
  return parts;
}

/** A character map of format 12, a group a character. */
function mapOf(pairs: readonly (readonly [code: number, glyph: number])[]): Buffer {
  const table = Buffer.alloc(12 + 16 + 12 * pairs.length);
  table.writeUInt16BE(1, 2);
  table.writeUInt16BE(3, 4);
  table.writeUInt16BE(10, 6);
  table.writeUInt32BE(12, 8);
  table.writeUInt16BE(12, 12);
  table.writeUInt32BE(table.length - 12, 16);
  table.writeUInt32BE(pairs.length, 24);
  pairs.forEach(([code, glyph], k) => {
    table.writeUInt32BE(code, 28 + 12 * k);
    table.writeUInt32BE(code, 32 + 12 * k);
    table.writeUInt32BE(glyph, 36 + 12 * k);
  });
  return table;
}

/** `post` of version 3: no names of glyphs. */
function noNames(): Buffer {
  const table = Buffer.alloc(32);
  table.writeUInt32BE(0x00030000, 0);
  return table;
}
