import type { ClaimResult, Json } from '@minebench/core';
import { number, type Table } from './table.ts';

const cell = (value: Json | undefined): string => {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : number(value);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The comparisons behind a verdict; `null` where the claim gives none. */
export function comparisonTable(result: ClaimResult): Table | null {
  const comparisons = result.comparisons ?? [];
  if (comparisons.length === 0) return null;
  const titles = [...new Set(comparisons.flatMap((comparison) => Object.keys(comparison)))];
  const isNumeric = (title: string): boolean =>
    comparisons.every((comparison) => comparison[title] == null || typeof comparison[title] === 'number');
  return {
    caption: 'Comparisons',
    columns: titles.map((title) => ({ title, align: isNumeric(title) ? 'right' : 'left' })),
    rows: comparisons.map((comparison) => titles.map((title) => cell(comparison[title]))),
    notes: [],
  };
}
