import { glyphReader } from './glyph-outline.ts';

/** Widths and outlines of a TrueType font's glyphs. */
export interface Font {
  /** Width of a line of text in em. */
  width(text: string): number;
  /** Glyph number of each character: 0, the replacement box, for one that the font lacks. */
  glyphs(text: string): number[];
  /** In em. */
  advance(glyph: number): number;
  /** Absolute path data (M, L, Q, Z) in thousandths of an em, y downwards from the baseline; empty for a space. */
  outline(glyph: number): string;
}

/**
 * Reads a TrueType file (tables `head`, `hhea`, `hmtx`, `loca`, `glyf`, and a format 4 `cmap`), as the OpenType specification lays them out. Enough to lay out figures
 * and to outline their text: no kerning, no shaping. Throws where a table is missing.
 */
export function readFont(file: Buffer): Font {
  const tables = new Map<string, number>();
  for (let index = 0, count = file.readUInt16BE(4); index < count; index++) {
    const at = 12 + 16 * index;
    tables.set(file.toString('latin1', at, at + 4), file.readUInt32BE(at + 8));
  }
  const table = (tag: string): number => {
    const at = tables.get(tag);
    if (at === undefined) throw new Error(`internal: the font has no ${tag} table`);
    return at;
  };
  const unitsPerEm = file.readUInt16BE(table('head') + 18);
  const metricsCount = file.readUInt16BE(table('hhea') + 34);
  const hmtx = table('hmtx');
  const glyphOf = readCharacterMap(file, table('cmap'));
  const advance = (glyph: number): number =>
    file.readUInt16BE(hmtx + 4 * Math.min(glyph, metricsCount - 1)) / unitsPerEm;
  const glyphs = (text: string): number[] => [...text].map((character) => glyphOf(character.codePointAt(0) ?? 0));
  const longOffsets = file.readUInt16BE(table('head') + 50) === 1;
  return {
    width: (text) => glyphs(text).reduce((sum, glyph) => sum + advance(glyph), 0),
    glyphs,
    advance,
    outline: glyphReader(file, { loca: table('loca'), glyf: table('glyf'), longOffsets, unitsPerEm }),
  };
}

/** The basic plane's character map: glyph 0 (the replacement box) for a character the font lacks. */
function readCharacterMap(file: Buffer, cmap: number): (code: number) => number {
  let table = 0;
  for (let index = 0, count = file.readUInt16BE(cmap + 2); index < count; index++) {
    const offset = cmap + file.readUInt32BE(cmap + 8 + 8 * index);
    if (file.readUInt16BE(offset) === 4) table = offset;
  }
  if (table === 0) throw new Error('internal: the font has no format 4 character map');
  const segments = file.readUInt16BE(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const ranges = deltas + 2 * segments;
  return (code) => {
    for (let segment = 0; segment < segments; segment++) {
      if (code > file.readUInt16BE(ends + 2 * segment)) continue;
      const start = file.readUInt16BE(starts + 2 * segment);
      if (code < start) return 0;
      const delta = file.readUInt16BE(deltas + 2 * segment);
      const range = file.readUInt16BE(ranges + 2 * segment);
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = file.readUInt16BE(ranges + 2 * segment + range + 2 * (code - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}
