/** Columns that a title names one by one. */
const FEW = 5;

/** The columns of a variable in a title: `a, b`, or the first two, how many there are, and the last, where there are many. */
export const variableText = (names: readonly string[]): string =>
  names.length <= FEW ? names.join(', ') : `${names[0]}, ${names[1]}, … ${names.at(-1)}: ${names.length} columns`;
