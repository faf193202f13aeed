/** Lines of a table for people: columns as wide as their widest value, numbers where texts are. */
export function textTable(columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines.map((line) =>
    line
      .map((value, column) => value.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}
