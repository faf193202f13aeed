import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '@minebench/core';
import type { ReportVerdicts } from '../render/verdicts-file.ts';

/** An experiment as the gallery shows it. */
export interface GalleryEntry {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  /** Number of the figure or figures that it reproduces; absent for what is no figure of the literature. */
  readonly figure?: string;
  /** What was drawn and judged; absent where there is no report yet. */
  readonly report?: ReportVerdicts;
  /** Why there can be no report. */
  readonly problem?: string;
  /** The first picture of the report, SVG. */
  readonly picture?: { readonly svg: string; readonly alt: string; readonly file: string };
}

/** What the gallery is asked to show: an experiment, or a file that cannot be loaded. */
export type GalleryItem = Pick<GalleryEntry, 'id' | 'title' | 'question' | 'figure' | 'problem'>;

function readIn(folder: string, ...names: readonly string[]): string | undefined {
  try {
    return readFileSync(join(folder, ...names), 'utf8');
  } catch {
    return undefined;
  }
}

function entryOf(folder: string, id: string): Omit<GalleryEntry, 'title' | 'question'> {
  const text = readIn(folder, id, 'verdicts.json');
  if (text === undefined) return { id };
  const report = JSON.parse(text) as ReportVerdicts;
  const drawn = (report.figures ?? []).flatMap((figure) => {
    const svg = readIn(folder, id, `${figure.id}.svg`);
    return svg === undefined ? [] : [{ svg, alt: figure.alt, file: `${id}/${figure.id}.svg` }];
  });
  return { id, report, ...(drawn.length > 0 ? { picture: drawn[0] } : {}) };
}

const foldersIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((found) => (found.isDirectory() ? [found.name] : []));
  } catch {
    return [];
  }
};

/** The reports of a folder: those that are asked for, whether they are there or not, then what else is there, by name. */
export function readReports(folder: string, items: readonly GalleryItem[]): GalleryEntry[] {
  const asked = items.map((item): GalleryEntry => ({ ...entryOf(folder, item.id), ...item }));
  const others = foldersIn(folder)
    .filter((id) => !items.some((item) => item.id === id))
    .sort()
    .map((id) => entryOf(folder, id))
    .filter(({ report }) => report !== undefined)
    .map((entry) => ({ ...entry, title: entry.report?.title ?? entry.id, question: entry.report?.question ?? '' }));
  return [...asked, ...others];
}

/** How many claims of all entries have each verdict. */
export function countVerdicts(entries: readonly GalleryEntry[]): Record<Verdict, number> {
  const counts = { holds: 0, fails: 0, unresolved: 0 };
  for (const { report } of entries) for (const { verdict } of report?.claims ?? []) counts[verdict]++;
  return counts;
}
