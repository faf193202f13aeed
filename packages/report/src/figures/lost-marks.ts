import type { JsonObject } from '@minebench/core';
import type { EstimateRow } from '../rows/estimate-row.ts';

/** Counts of one series at one position that gave no estimate. */
export interface LostMark {
  readonly [key: string]: string | number;
  readonly x: number;
  readonly y: number;
  readonly series: string;
  readonly label: string;
  readonly reason: string;
}

/** The mark of diverged and failed cells: a cross on the frame's edge; its tooltip says how many and why. */
export function lostMark(x: number, y: number, series: string, rows: readonly EstimateRow[]): LostMark | null {
  const lost = rows.filter((row) => row.status !== 'completed');
  if (lost.length === 0) return null;
  const reasons = [...new Set(lost.map((row) => `${row.status}: ${row.reason ?? 'no reason given'}`))];
  return { x, y, series, label: '×', reason: `${lost.length} of ${rows.length}: ${reasons.join('; ')}` };
}

/** A layer of text marks, coloured by series; used for crosses and for the triangles of values beyond the frame. */
export const edgeMarks = (
  values: readonly JsonObject[],
  encoding: JsonObject,
  mark: JsonObject,
  color: JsonObject,
): JsonObject => ({
  data: { values },
  mark: { type: 'text', fontWeight: 'bold', ...mark },
  encoding: { ...encoding, text: { field: 'label', type: 'nominal' }, color },
});

/** A panel's heading, at a fixed height: a title would be pushed about by the tick labels. */
export const panelHeading = (text: string, width: number): JsonObject => ({
  data: { values: [{}] },
  mark: { type: 'text', style: 'panelHeading', baseline: 'bottom' },
  encoding: { x: { value: width / 2 }, y: { value: -6 }, text: { value: text } },
});

/** The same at the panel's left, in lines of which the last stands upon its frame. */
export const panelLines = (lines: readonly string[]): JsonObject[] =>
  lines.map((line, index) => ({
    data: { values: [{}] },
    mark: { type: 'text', style: 'panelHeading', align: 'left', baseline: 'bottom', fontSize: 11 },
    encoding: { x: { value: 0 }, y: { value: -4 - 13 * (lines.length - 1 - index) }, text: { value: line } },
  }));
