/** A name in lines of at most `width` letters, broken after `:`, `+`, `,`, `-` and spaces where it can be: for axes that have little room. */
export function wrappedName(name: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of name.match(/[^:+,\- ]+[:+,\- ]*|[:+,\- ]+/g) ?? [name]) {
    const last = lines.at(-1);
    if (last !== undefined && (last + part).trimEnd().length <= width) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => line.trim());
}
