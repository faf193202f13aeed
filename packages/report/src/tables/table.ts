/** A table of text, ready for a terminal, Markdown or HTML. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
  /** What holds for all rows, and how to read the columns. */
  readonly notes: readonly string[];
}

/** A number of nats for a table: four decimals, or an exponent where they say nothing. Nothing known is a dash. */
export const number = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return '—';
  if (value !== 0 && (Math.abs(value) < 5e-5 || Math.abs(value) >= 1e5)) return value.toExponential(2);
  return value.toFixed(4);
};

/** `[-0.0120, 0.0031]`. */
export const interval = (range: { readonly low: number; readonly high: number } | null): string =>
  range === null ? '—' : `[${number(range.low)}, ${number(range.high)}]`;
