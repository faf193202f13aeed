import type { Row } from './measure.ts';

/** Milliseconds to three figures. */
export const milliseconds = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

/** A row as a line of the terminal. */
export function rowText(row: Row): string {
  const { benchmark, size, implementation, threads, medianMs, ratio, ratioRange, processors, absent, note } = row;
  const head = `${benchmark.padEnd(17)} ${size.padEnd(20)} ${implementation.padEnd(27)} ${threads}`;
  if (medianMs === null || ratio === null || !ratioRange) return `${head}  absent: ${absent}`;
  const spread = `x ${ratio.toFixed(2)} (${ratioRange[0].toFixed(2)} to ${ratioRange[1].toFixed(2)})`;
  const used = processors === null ? '' : `${processors.toFixed(2)} processors`;
  return `${head} ${milliseconds(medianMs).padStart(8)} ms  ${spread.padEnd(28)} ${used}${note ? `  ${note}` : ''}`;
}
