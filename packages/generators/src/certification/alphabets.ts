import type { Pairs, Task } from '@minebench/core';
import { type Check, chiSquareBound, STANDARD_ERRORS } from './check.ts';

/** Cells of a table with fewer expected draws make the chi-square law a poor one. */
const LEAST_EXPECTED = 5;

/** I = sum p log(p / (p_x p_y)), nats, and the variance of log r under the same table. */
export function tableInformation(table: readonly (readonly number[])[]): { nats: number; variance: number } {
  const rows = table.map((row) => row.reduce((sum, p) => sum + p, 0));
  const columns = table[0].map((_, k) => table.reduce((sum, row) => sum + row[k], 0));
  let [nats, square] = [0, 0];
  table.forEach((row, i) => {
    row.forEach((p, j) => {
      if (p === 0) return;
      const ratio = Math.log(p / (rows[i] * columns[j]));
      nats += p * ratio;
      square += p * ratio * ratio;
    });
  });
  return { nats, variance: Math.max(0, square - nats * nats) };
}

/** Draws counted by their symbols. */
export function countSymbols(
  { x, y }: { readonly x: Int32Array; readonly y: Int32Array },
  rows: number,
  columns: number,
): number[][] {
  const counts = Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  for (let k = 0; k < x.length; k++) counts[x[k]][y[k]]++;
  return counts;
}

/**
 * Of a task on finite alphabets: Pearson's chi-square of the counts against the stated table (a symbol pair of probability zero must not occur),
 * and the plug-in estimate against the stated information. The plug-in's bias is positive and at most about that of independence, where
 * 2 n I is a chi-square number: its bound is allowed for.
 */
export function checkAlphabet(task: Task, pairs: Pairs): Check[] {
  const stated = task.evidence?.alphabet;
  if (!stated) return [];
  const table = stated.probabilities;
  const counts = countSymbols(stated.symbols(pairs), table.length, table[0].length);
  return [checkTable(table, counts, pairs.count), checkPlugIn(task, counts, pairs.count)];
}

function checkTable(table: readonly (readonly number[])[], counts: readonly (readonly number[])[], n: number): Check {
  const name = 'joint table';
  let [statistic, cells, smallest, impossible] = [0, 0, Number.POSITIVE_INFINITY, 0];
  table.forEach((row, i) => {
    row.forEach((p, j) => {
      if (p === 0) impossible += counts[i][j];
      else {
        const expected = n * p;
        statistic += (counts[i][j] - expected) ** 2 / expected;
        cells++;
        smallest = Math.min(smallest, expected);
      }
    });
  });
  const bound = chiSquareBound(cells - 1);
  const numbers = { statistic, bound, cells, impossible, draws: n };
  const told = `chi-square ${statistic.toFixed(1)} of ${cells} cells against ${bound.toFixed(1)} at ${n} draws`;
  if (impossible > 0)
    return { name, verdict: 'fails', detail: `${impossible} draws of probability zero; ${told}`, numbers };
  if (!(statistic <= bound)) return { name, verdict: 'fails', detail: told, numbers };
  if (smallest < LEAST_EXPECTED) return { name, verdict: 'unresolved', detail: `${told}: too few draws`, numbers };
  return { name, verdict: 'holds', detail: told, numbers };
}

function checkPlugIn(task: Task, counts: readonly (readonly number[])[], n: number): Check {
  const { nats, variance } = tableInformation(counts.map((row) => row.map((count) => count / n)));
  const degrees = (counts.length - 1) * (counts[0].length - 1);
  const allowance = STANDARD_ERRORS * Math.sqrt(variance / n) + chiSquareBound(degrees) / (2 * n);
  const difference = Math.abs(nats - task.mi.nats);
  return {
    name: 'plug-in estimate',
    verdict: difference <= allowance ? 'holds' : 'fails',
    detail: `${nats.toFixed(4)} over ${n} draws against ${task.mi.nats.toFixed(4)}, allowed ${allowance.toFixed(4)}`,
    numbers: { stated: task.mi.nats, plugIn: nats, allowance, draws: n },
  };
}
