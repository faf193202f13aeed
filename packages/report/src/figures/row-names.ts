import type { JsonObject } from '@minebench/core';
import { wrappedName } from '../theme/wrapped-name.ts';

const lineHeight = 13;

/** Of a letter of 11 pixels, on average and a little more; and between a label and its axis. */
const letterWidth = 6.9;
const gap = 8;

export interface RowNames {
  /** Properties of an axis whose values are the names. */
  readonly axis: JsonObject;
  /** Of the labels with their distance from the panel, and of the one with most lines, in pixels. */
  readonly width: number;
  readonly height: number;
}

/** A Vega expression that looks a label's value up: names are data in it, whatever they contain. */
const lookUp = (names: readonly string[], values: readonly unknown[]): string =>
  `(${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, values[index]])))})[datum.value]`;

/** A Vega expression of a name's lines. */
export const linesOf = (names: readonly string[], lines: readonly (readonly string[])[]): string =>
  lookUp(names, lines);

/** Names at the left of a chart, each in lines about the middle of its row. */
export function rowNames(names: readonly string[], lines: readonly (readonly string[])[]): RowNames {
  const counts = lines.map(({ length }) => length);
  const letters = Math.max(1, ...lines.flat().map(({ length }) => length));
  const several = [...new Set(counts)].filter((count) => count > 1);
  const raised = several.map((count) => ({
    test: `${lookUp(names, counts)} === ${count}`,
    value: (-lineHeight / 2) * (count - 1),
  }));
  return {
    axis: {
      title: null,
      labelLimit: 400,
      labelLineHeight: lineHeight,
      labelExpr: linesOf(names, lines),
      ...(raised.length > 0 ? { labelOffset: { condition: raised, value: 0 } } : {}),
    },
    width: Math.ceil(letterWidth * letters) + gap,
    height: lineHeight * Math.max(1, ...counts),
  };
}

/** The same of names in lines of at most so many letters. */
export const wrappedRowNames = (names: readonly string[], letters: number): RowNames =>
  rowNames(
    names,
    names.map((name) => wrappedName(name, letters)),
  );
