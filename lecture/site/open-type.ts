/** A font file by its tables. */
export type OpenType = ReadonlyMap<string, Buffer>;

export function readOpenType(file: Buffer): OpenType {
  const tables = new Map<string, Buffer>();
  for (let index = 0, count = file.readUInt16BE(4); index < count; index++) {
    const at = 12 + 16 * index;
    const [offset, length] = [file.readUInt32BE(at + 8), file.readUInt32BE(at + 12)];
    tables.set(file.toString('latin1', at, at + 4), file.subarray(offset, offset + length));
  }
  return tables;
}

export function tableOf(font: OpenType, tag: string): Buffer {
  const table = font.get(tag);
  if (!table) throw new Error(`internal: the font has no ${tag} table`);
  return table;
}

/** Glyphs by code point, out of the character map of format 12. */
export function characterMap(font: OpenType): Map<number, number> {
  const cmap = tableOf(font, 'cmap');
  const glyphs = new Map<number, number>();
  for (let index = 0, count = cmap.readUInt16BE(2); index < count; index++) {
    const at = cmap.readUInt32BE(8 + 8 * index);
    if (cmap.readUInt16BE(at) !== 12) continue;
    for (let group = 0, groups = cmap.readUInt32BE(at + 12); group < groups; group++) {
      const place = at + 16 + 12 * group;
      const [first, last, glyph] = [0, 4, 8].map((offset) => cmap.readUInt32BE(place + offset));
      for (let code = first; code <= last; code++) glyphs.set(code, glyph + code - first);
    }
  }
  if (glyphs.size === 0) throw new Error('internal: the font has no character map of format 12');
  return glyphs;
}

const checksum = (table: Buffer): number => {
  let sum = 0;
  for (let at = 0; at + 4 <= table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
};

const padded = (table: Buffer): Buffer => Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);

/** A font file of TrueType outlines with these tables. */
export function openTypeFile(tables: readonly (readonly [tag: string, table: Buffer])[]): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const head = Buffer.alloc(12 + 16 * sorted.length);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(sorted.length, 4);
  const power = Math.floor(Math.log2(sorted.length));
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (sorted.length - 2 ** power), 10);
  let at = head.length;
  const parts = sorted.map(([tag, table], index) => {
    const part = padded(table);
    const place = 12 + 16 * index;
    head.write(tag, place, 'latin1');
    head.writeUInt32BE(checksum(part), place + 4);
    head.writeUInt32BE(at, place + 8);
    head.writeUInt32BE(table.length, place + 12);
    at += part.length;
    return part;
  });
  return Buffer.concat([head, ...parts]);
}
