/** Glyphs of a coverage table, in its order. */
function coverage(table: Buffer, at: number): number[] {
  const glyphs: number[] = [];
  const count = table.readUInt16BE(at + 2);
  if (table.readUInt16BE(at) === 1) for (let k = 0; k < count; k++) glyphs.push(table.readUInt16BE(at + 4 + 2 * k));
  else
    for (let k = 0; k < count; k++) {
      const [first, last] = [0, 2].map((offset) => table.readUInt16BE(at + 4 + 6 * k + offset));
      for (let glyph = first; glyph <= last; glyph++) glyphs.push(glyph);
    }
  return glyphs;
}

/** What one glyph is replaced by where it must be larger: larger glyphs, and pieces to join. */
function replacements(math: Buffer, construction: number): number[] {
  const glyphs: number[] = [];
  for (let k = 0, count = math.readUInt16BE(construction + 2); k < count; k++)
    glyphs.push(math.readUInt16BE(construction + 4 + 4 * k));
  const assembly = math.readUInt16BE(construction);
  if (assembly === 0) return glyphs;
  const at = construction + assembly;
  for (let k = 0, count = math.readUInt16BE(at + 4); k < count; k++) glyphs.push(math.readUInt16BE(at + 6 + 10 * k));
  return glyphs;
}

/** Larger forms of glyphs, brackets and roots say, as a MATH table's MathVariants names them. */
export function grownGlyphs(math: Buffer, glyphs: ReadonlySet<number>): number[] {
  const variants = math.readUInt16BE(8);
  const counts = [6, 8].map((offset) => math.readUInt16BE(variants + offset));
  const covered = [2, 4].map((offset) => {
    const at = math.readUInt16BE(variants + offset);
    return at === 0 ? [] : coverage(math, variants + at);
  });
  return covered.flatMap((list, direction) =>
    list.flatMap((glyph, k) => {
      const index = direction === 0 ? k : counts[0] + k;
      return glyphs.has(glyph) ? replacements(math, variants + math.readUInt16BE(variants + 10 + 2 * index)) : [];
    }),
  );
}
