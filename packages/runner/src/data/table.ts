/** Columns of finite numbers, read from a file. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: number;
  /** One array of `rows` numbers for each name. */
  readonly columns: readonly Float64Array[];
  /** What a reader of results should know of the file, in a sentence each; mostly none. */
  readonly warnings: readonly string[];
}

/** Which of a file's columns to read, by index, given all their names. */
export type Select = (names: readonly string[]) => readonly number[];
