/** Ends of parts that a name can be broken after; the second pattern breaks lists and settings too. */
const parts = [/[^:+\- ]*[:+\- ]*/g, /[^:+,=\- ]*[:+,=\- ]*/g] as const;

/** A name in lines of at most `width` letters where its parts are that short, for axes that have little room. Lists and settings are broken only where they must be. */
export function wrappedName(name: string, width: number): string[] {
  const lines: string[] = [''];
  const pieces = (name.match(parts[0]) ?? []).flatMap((part) =>
    part.length <= width ? [part] : (part.match(parts[1]) ?? []),
  );
  for (const piece of pieces) {
    const last = lines[lines.length - 1];
    if ((last + piece).trimEnd().length <= width) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
